# Part of `cmake --install`: the units with the paths of this installation. Needs BINDIR and DOCDIR, which
# are relative to the prefix or absolute, and UNITS, the folder of the templates.
get_filename_component(prefix "${CMAKE_INSTALL_PREFIX}" ABSOLUTE)
get_filename_component(CMAKE_INSTALL_FULL_BINDIR "${BINDIR}" ABSOLUTE BASE_DIR "${prefix}")
get_filename_component(CMAKE_INSTALL_FULL_DOCDIR "${DOCDIR}" ABSOLUTE BASE_DIR "${prefix}")
foreach(unit keydeck-record@.service keydeck-record-once@.service)
  set(place "$ENV{DESTDIR}${prefix}/lib/systemd/user/${unit}")
  message(STATUS "Installing: ${place}")
  configure_file("${UNITS}/${unit}.in" "${place}" @ONLY)
endforeach()
