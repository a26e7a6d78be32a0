# The libraries we stand on. Debian and Ubuntu: libcjson-dev libcmocka-dev zlib1g-dev, and for the window
# libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev.
find_package(PkgConfig REQUIRED)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
if(NOT DEFINED BUILD_TESTING OR BUILD_TESTING)
    pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)
endif()
if(SCHEDLAB_VIEW)
    pkg_check_modules(sdl2 IMPORTED_TARGET sdl2)
    pkg_check_modules(sdl2_ttf IMPORTED_TARGET SDL2_ttf)
    pkg_check_modules(sdl2_image IMPORTED_TARGET SDL2_image)
    if(NOT sdl2_FOUND OR NOT sdl2_ttf_FOUND OR NOT sdl2_image_FOUND)
        message(FATAL_ERROR "schedlab-view needs SDL2, SDL2_ttf and SDL2_image (libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev); "
            "-DSCHEDLAB_VIEW=OFF builds all but the window")
    endif()
endif()
