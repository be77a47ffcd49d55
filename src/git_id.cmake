# Write the commit of SOURCE, with -dirty when files differ from it, to OUT as a header; "unknown" outside a git checkout. The file is
# touched only when it changes, so that nothing is rebuilt for nothing.
execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=40 --exclude=*
  OUTPUT_VARIABLE id ERROR_QUIET
  OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE code)
if(NOT code EQUAL 0)
  set(id unknown)
endif()
file(CONFIGURE OUTPUT ${OUT} CONTENT "#define BCA_GIT \"${id}\"\n")
