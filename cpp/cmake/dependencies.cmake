# Finds Eigen (>= 3.4) and the header of xxHash (>= 0.8.1). What is not installed comes from the Python registry, unless
# TWICETOLD_DEPS is "system". One error names all that is missing and each way out.

if(DEFINED ENV{TWICETOLD_DEPS})
  set(TWICETOLD_DEPS $ENV{TWICETOLD_DEPS})
endif()
if(NOT TWICETOLD_DEPS MATCHES "^(auto|system)$")
  message(FATAL_ERROR "TWICETOLD_DEPS must be auto or system, got ${TWICETOLD_DEPS}")
endif()

find_package(Python 3.11 COMPONENTS Interpreter QUIET)

function(twicetold_find_eigen)
  if(Python_EXECUTABLE)
    # The registry's cmeel-eigen lies in <site-packages>/cmeel.prefix.
    execute_process(
      COMMAND ${Python_EXECUTABLE} -c "import os, sys; print(';'.join(p for p in (os.path.join(e, 'cmeel.prefix') for e in sys.path) if os.path.isdir(p)))"
      OUTPUT_VARIABLE prefixes OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    list(APPEND CMAKE_PREFIX_PATH ${prefixes})
  endif()
  # A version range is rejected by Eigen's own version file, so both are asked for in turn.
  find_package(Eigen3 3.4 QUIET NO_MODULE GLOBAL)
  if(NOT TARGET Eigen3::Eigen)
    find_package(Eigen3 5 QUIET NO_MODULE GLOBAL)
  endif()
  if(NOT TARGET Eigen3::Eigen AND EXISTS "${EIGEN3_INCLUDE_DIR}/Eigen/Core")
    add_library(Eigen3::Eigen INTERFACE IMPORTED GLOBAL)
    target_include_directories(Eigen3::Eigen INTERFACE ${EIGEN3_INCLUDE_DIR})
  endif()
endfunction()

function(twicetold_find_xxhash)
  if(XXHASH_INCLUDE_DIR AND NOT EXISTS "${XXHASH_INCLUDE_DIR}/xxhash.h")
    message(FATAL_ERROR "XXHASH_INCLUDE_DIR must hold xxhash.h, got ${XXHASH_INCLUDE_DIR}")
  endif()
  find_path(TWICETOLD_XXHASH_INCLUDE_DIR xxhash.h HINTS ${XXHASH_INCLUDE_DIR})
  if(NOT TWICETOLD_XXHASH_INCLUDE_DIR AND TWICETOLD_DEPS STREQUAL "auto")
    twicetold_fetch_xxhash()
    set(TWICETOLD_REFUSAL "${TWICETOLD_REFUSAL}" PARENT_SCOPE)
  endif()
endfunction()

# The source package of Python's xxhash ships the header.
function(twicetold_fetch_xxhash)
  set(folder ${CMAKE_BINARY_DIR}/xxhash)
  if(Python_EXECUTABLE)
    file(WRITE ${folder}/requirements.txt
         "xxhash==4.1.0 --hash=sha256:c9b288e4c1f5dae54417bc8a05e6f6daf505783d916b4783f4dd2f2e7d5db486\n")
    execute_process(
      COMMAND ${Python_EXECUTABLE} -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all:
              --no-build-isolation --require-hashes -r ${folder}/requirements.txt -d ${folder}
      OUTPUT_QUIET ERROR_VARIABLE refusal)
    string(REGEX MATCH "error: [^\n]*|ERROR: [^\n]*" refusal "${refusal}")
    set(TWICETOLD_REFUSAL "${refusal}" PARENT_SCOPE)
    file(GLOB archive ${folder}/xxhash-*.tar.gz)
  endif()
  if(NOT archive)
    set(archive ${folder}/xxhash-upstream.tar.gz)
    file(DOWNLOAD https://github.com/Cyan4973/xxHash/archive/refs/tags/v0.8.3.tar.gz ${archive}
         STATUS status TIMEOUT 60)
    file(SHA256 ${archive} hash)
    if(NOT hash STREQUAL "aae608dfe8213dfd05d909a57718ef82f30722c392344583d3f39050c7f29a80")
      file(REMOVE ${archive})
      return()
    endif()
  endif()
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${folder})
  file(GLOB_RECURSE headers ${folder}/xxhash.h)
  list(GET headers 0 header)
  get_filename_component(header_folder ${header} DIRECTORY)
  set(TWICETOLD_XXHASH_INCLUDE_DIR ${header_folder} CACHE PATH "Folder of xxhash.h" FORCE)
endfunction()

twicetold_find_eigen()
twicetold_find_xxhash()

set(missing "")
if(NOT TARGET Eigen3::Eigen)
  list(APPEND missing "Eigen >= 3.4 (or set EIGEN3_INCLUDE_DIR)")
endif()
if(NOT TWICETOLD_XXHASH_INCLUDE_DIR)
  list(APPEND missing "xxhash.h >= 0.8.1 (or set XXHASH_INCLUDE_DIR)")
  if(TWICETOLD_REFUSAL)
    list(APPEND missing "  (the Python registry: ${TWICETOLD_REFUSAL})")
  endif()
endif()
if(missing)
  list(JOIN missing "\n  " missing)
  message(FATAL_ERROR
    "Headers that twicetold needs were not found:\n  ${missing}\n"
    "Install them with one of\n"
    "  apt install libeigen3-dev libxxhash-dev\n"
    "  conda install -c conda-forge eigen xxhash\n"
    "or let the build take them from the Python registry: pip install 'cmeel-eigen>=3.4,<4', with pip and\n"
    "setuptools>=77 installed, TWICETOLD_DEPS=auto for xxHash.")
endif()
