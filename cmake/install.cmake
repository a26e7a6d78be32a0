# What `cmake --install` puts where. Nothing installed knows its prefix: programs find the rest from where they stand
# (sim/cli/data.c), so the tree can be moved; tests/install moves one and runs from there.
set(share "${CMAKE_INSTALL_DATADIR}/schedlab")

install(TARGETS schedlab)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/scenarios/" DESTINATION "${share}/scenarios"
    FILES_MATCHING PATTERN "*.json" PATTERN "main.go")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/tutorials/" DESTINATION "${share}/tutorials"
    FILES_MATCHING PATTERN "*.md" PATTERN "*.png" PATTERN "print.css")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" FILES_MATCHING PATTERN "*.1")
install(FILES "${CMAKE_SOURCE_DIR}/completions/schedlab.bash" RENAME schedlab
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES "${CMAKE_SOURCE_DIR}/completions/_schedlab" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")

# The pages keep the folders that their links expect: README.md, docs/, and tutorials/ where the program finds them too.
install(FILES "${CMAKE_SOURCE_DIR}/README.md" "${CMAKE_SOURCE_DIR}/CONTRIBUTING.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs"
    FILES_MATCHING PATTERN "*.md" PATTERN "*.png" PATTERN "example.c")
file(RELATIVE_PATH tutorials "${CMAKE_INSTALL_FULL_DOCDIR}" "${CMAKE_INSTALL_FULL_DATADIR}/schedlab/tutorials")
if(IS_ABSOLUTE "${CMAKE_INSTALL_DOCDIR}")
    set(doc "${CMAKE_INSTALL_DOCDIR}")
else()
    set(doc "\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}")
endif()
install(CODE "file(CREATE_LINK \"${tutorials}\" \"\$ENV{DESTDIR}${doc}/tutorials\" SYMBOLIC)")

if(SCHEDLAB_VIEW)
    install(TARGETS schedlab-view)
    install(DIRECTORY "${CMAKE_SOURCE_DIR}/assets/fonts/" DESTINATION "${share}/fonts")
    install(FILES "${CMAKE_SOURCE_DIR}/assets/desktop/schedlab.desktop" "${CMAKE_SOURCE_DIR}/assets/desktop/schedlab-trace.desktop"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
    install(FILES "${CMAKE_SOURCE_DIR}/assets/desktop/schedlab.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/mime/packages")
    install(FILES "${CMAKE_SOURCE_DIR}/assets/desktop/schedlab.svg"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
endif()

if(SCHEDLAB_LIBRARY)
    install(TARGETS libschedlab LIBRARY COMPONENT library NAMELINK_COMPONENT development)
    install(FILES "${CMAKE_SOURCE_DIR}/sim/api/schedlab.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development)
    install(FILES "${CMAKE_BINARY_DIR}/sim/api/schedlab.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)
endif()
