# room(NAME SOURCES a.c b.c … USES base event … [cjson] [zlib] [sdl2] …)
#
# A folder is a room, a room is a static library. Its headers are found by whoever USES it. `USES` repeats the room's
# row of tests/lint/layers.txt; cjson, zlib, sdl2, sdl2_ttf and sdl2_image are the libraries that
# a room may ask for.
function(room name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")
    foreach(used IN LISTS arg_USES)
        if(used MATCHES "^(cjson|zlib|sdl2|sdl2_ttf|sdl2_image)$")
            target_link_libraries(${name} PUBLIC PkgConfig::${used})
        else()
            target_link_libraries(${name} PUBLIC $<TARGET_NAME_IF_EXISTS:${used}>)
        endif()
    endforeach()
    set_property(GLOBAL APPEND PROPERTY SCHEDLAB_ROOMS ${name})
endfunction()
