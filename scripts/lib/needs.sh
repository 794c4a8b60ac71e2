# What a fresh Debian machine lacks. Sourced by the scripts beside it; installs by apt only.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# The flags every build shares, so that they share one .build: C parts optimised even in debug,
# because scrypt would take seconds otherwise.
build_flags=(-Xcc -O2)

say() { printf '%s\n' "$*" >&2; }

# need_packages NAME...: installs the Debian packages that are not there yet.
need_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Installing: ${missing[*]}"
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq >&2 &&
    DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends \
      "${missing[@]}" >&2
}

# need_swift: there is no Debian package of it, so say which and where.
need_swift() {
  command -v swift >/dev/null 2>&1 && return 0
  say "No Swift toolchain found. Loket needs Swift 6.3 or later for Linux."
  say "Get it from swift.org (Install > Linux), put its usr/bin on PATH, then run this again."
  return 69
}

need_build() {
  need_swift || return
  need_packages git binutils gcc g++ libc6-dev libstdc++-12-dev libreadline-dev libsqlite3-dev \
    libpq-dev libqrencode-dev libxlsxwriter-dev zlib1g-dev pkg-config
}
