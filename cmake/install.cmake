# What `cmake --install` puts where.
install(TARGETS schedlab)
if(SCHEDLAB_VIEW)
    install(TARGETS schedlab-view)
    install(DIRECTORY "${CMAKE_SOURCE_DIR}/assets/fonts/" DESTINATION "${CMAKE_INSTALL_DATADIR}/schedlab/fonts")
endif()
install(DIRECTORY "${CMAKE_SOURCE_DIR}/scenarios/" DESTINATION "${CMAKE_INSTALL_DATADIR}/schedlab/scenarios"
    FILES_MATCHING PATTERN "*.json" PATTERN "main.go")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/tutorials/" DESTINATION "${CMAKE_INSTALL_DATADIR}/schedlab/tutorials"
    FILES_MATCHING PATTERN "*.md" PATTERN "*.png")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
    FILES_MATCHING PATTERN "*.1")
install(FILES "${CMAKE_SOURCE_DIR}/completions/schedlab.bash" RENAME schedlab
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES "${CMAKE_SOURCE_DIR}/completions/_schedlab" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_DOCDIR}" FILES_MATCHING PATTERN "*.md" PATTERN "*.png")
