#!/usr/bin/env python3
import argparse
import pathlib

import boto3

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--prefix", default="training-data")
    args = parser.parse_args()

    s3 = boto3.client("s3")
    for file in sorted(p for p in args.folder.rglob("*") if p.is_file()):
        key = f"{args.prefix}/{file.relative_to(args.folder).as_posix()}"
        s3.upload_file(str(file), args.bucket, key)
        print("s3://%s/%s" % (args.bucket, key))
