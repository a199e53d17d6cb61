// The platforms that there is a package for, by VS Code's names: what Go calls them, and a C compiler for them, which
// the parser needs. On Linux the binary is linked statically: it runs whatever C library there is.
/** @type {Record<string, { goos: string, goarch: string, goarm?: string, cc: string }>} */
export const targets = {
  "linux-x64": { goos: "linux", goarch: "amd64", cc: "x86_64-linux-gnu-gcc" },
  "linux-arm64": { goos: "linux", goarch: "arm64", cc: "aarch64-linux-gnu-gcc" },
  "linux-armhf": { goos: "linux", goarch: "arm", goarm: "7", cc: "arm-linux-gnueabihf-gcc" },
  "alpine-x64": { goos: "linux", goarch: "amd64", cc: "x86_64-linux-gnu-gcc" },
  "alpine-arm64": { goos: "linux", goarch: "arm64", cc: "aarch64-linux-gnu-gcc" },
  "win32-x64": { goos: "windows", goarch: "amd64", cc: "x86_64-w64-mingw32-gcc" },
  "win32-arm64": { goos: "windows", goarch: "arm64", cc: "aarch64-w64-mingw32-clang" },
  "darwin-x64": { goos: "darwin", goarch: "amd64", cc: "clang -arch x86_64" },
  "darwin-arm64": { goos: "darwin", goarch: "arm64", cc: "clang -arch arm64" },
};

/** The target that is this machine. */
export const host = `${process.platform}-${process.arch}`;
