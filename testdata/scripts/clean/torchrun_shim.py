"""Starts torchrun on this host with the arguments that the job was given; the training itself is train_llm.py."""
import json
import os
import subprocess
import sys


def main():
    hosts = json.loads(os.environ["SM_HOSTS"])
    gpus = int(os.environ["SM_NUM_GPUS"])
    command = [
        "torchrun",
        f"--nnodes={len(hosts)}",
        f"--node_rank={hosts.index(os.environ['SM_CURRENT_HOST'])}",
        f"--nproc_per_node={max(gpus, 1)}",
        f"--master_addr={hosts[0]}",
        "--master_port=7777",
        "train_llm.py",
        *sys.argv[1:],
    ]
    print(" ".join(command), flush=True)
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
