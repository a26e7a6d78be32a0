# What `cmake --install` puts where.
if(TARGET schedlab)
    install(TARGETS schedlab)
endif()
install(DIRECTORY "${CMAKE_SOURCE_DIR}/scenarios/" DESTINATION "${CMAKE_INSTALL_DATADIR}/schedlab/scenarios"
    FILES_MATCHING PATTERN "*.json")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
    FILES_MATCHING PATTERN "*.1")
