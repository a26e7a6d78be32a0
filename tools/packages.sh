# packages.sh: sees to it that what the build stands on is installed. Sourced by ./play and ./check:
#
#     . tools/packages.sh
#     packages_need cc cmake …          returns when all of it is there, and ends the script if it cannot be
#
# As root it installs what is missing, as another user through sudo, both saying what; else it prints the one line to run.

# The Debian and Ubuntu package of a need; a need is the name of a command or of a pkg-config module.
package_of() {
    case $1 in
    cc) echo build-essential ;;
    cmake) echo cmake ;;
    ninja) echo ninja-build ;;
    pkg-config) echo pkg-config ;;
    libcjson) echo libcjson-dev ;;
    cmocka) echo libcmocka-dev ;;
    zlib) echo zlib1g-dev ;;
    sdl2) echo libsdl2-dev ;;
    SDL2_ttf) echo libsdl2-ttf-dev ;;
    SDL2_image) echo libsdl2-image-dev ;;
    Xvfb) echo xvfb ;;
    xdotool) echo xdotool ;;
    jq) echo jq ;;
    esac
}

is_there() {
    case $1 in
    libcjson | cmocka | zlib | sdl2 | SDL2_ttf | SDL2_image) command -v pkg-config >/dev/null && pkg-config --exists "$1" ;;
    cc) printf 'int main(void){return 0;}\n' | cc -x c -include stdio.h -o /dev/null - 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

missing_packages() {
    for need; do
        is_there "$need" || package_of "$need"
    done | sort -u | tr '\n' ' '
}

# install_with COMMAND-PREFIX PACKAGES: apt-get with or without sudo in front.
install_with() {
    prefix=$1
    shift
    # what sudo passes on is said on its command line
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 && return
    $prefix apt-get update -qq >&2
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

may_sudo() {
    command -v sudo >/dev/null || return 1
    [ -t 0 ] || sudo -n true 2>/dev/null
}

packages_need() {
    packages=$(missing_packages "$@")
    [ -n "$packages" ] || return 0
    line="apt-get update && apt-get install -y --no-install-recommends $packages"
    if ! command -v apt-get >/dev/null; then
        echo "Missing, under their names on Debian: $packages" >&2
        exit 2
    elif [ "$(id -u)" = 0 ]; then
        echo "Installing $packages" >&2
        install_with "" $packages || exit 2
    elif may_sudo; then
        echo "Installing, through sudo: $packages" >&2
        install_with sudo $packages || exit 2
    else
        echo "Some packages are missing. As root, run this line, then try again:" >&2
        echo "    $line" >&2
        exit 2
    fi
    packages=$(missing_packages "$@")
    [ -z "$packages" ] && return 0
    echo "Still missing after the installation: $packages" >&2
    exit 2
}
