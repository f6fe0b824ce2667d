// Names of files and variables that say what they are in several languages.

/** In the root: names the code that a package offers. */
export const PACKAGE_MANIFEST =
  /^(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|Cargo\.toml|composer\.json|[\w-]+\.gemspec)$/;

/** Without its ending: the file that stands for its folder. */
export const STANDS_FOR_FOLDER = /^(?:index|mod|lib|__init__)$/;

/** Variables that a runner, a CI system, a package client or a shell sets: they tell who started the program. */
export const TELLS_WHO_STARTED =
  /^(?:CI|CI_\w+|\w+_ENV|ENV|(?:\w+_)?TEST(?:S|ING)?(?:_\w+)?|JEST\w*|VITEST\w*|PYTEST\w*|MOCHA\w*|\w*COVERAGE\w*|LCOV\w*|NYC\w*|NODE_\w+|NPM_\w+|YARN_\w+|PYTHON\w+|CARGO(?:COVERDIR|FLAGS|PATH|ROOT|CACHE|MAXPROCS)|RUST\w*|GO\w*|LLVM\w*|GITHUB_\w+|RUNNER_\w+|CONTINUOUS_\w+|BUILD_\w+|_|PATH|PWD|OLDPWD|SHLVL|SHELL|TERM\w*|HOSTNAME|HOST|USER|LOGNAME|INIT_CWD|LD_\w+|SOURCE_DATE_EPOCH)$/i;
