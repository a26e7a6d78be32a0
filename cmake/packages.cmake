# The libraries we stand on. Debian and Ubuntu: libcjson-dev libcmocka-dev zlib1g-dev.
find_package(PkgConfig REQUIRED)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
if(NOT DEFINED BUILD_TESTING OR BUILD_TESTING)
    pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)
endif()
