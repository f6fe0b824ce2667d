// What code in C and C++ says that asks who is looking, or that could alter the judge.
import type { Asks } from "../language.ts";

export const asks: Asks = {
  environment: /\b(?:secure_)?getenv\s*\(|\benviron\b/,
  clock:
    /\b(?:time|clock|clock_gettime|gettimeofday|localtime(?:_r)?|gmtime(?:_r)?|timespec_get|times|ftime|clock_getres)\s*\(|\b__(?:DATE|TIME|TIMESTAMP)__\b|\bchrono::\w+_clock\b/,
  chance:
    /(?<![.\w>:])(?:std::)?(?:s?rand|random|arc4random\w*|[dl]rand48|rand_r)\s*\(|\brandom_device\b|\bgetrandom\s*\(/,
  git: /["/.]git\b/,
  "own-source": /\b__(?:FILE|LINE|BASE_FILE)__\b|\bdladdr\b|\bbacktrace\b|\bsource_location\b/,
  exit: /\b(?:_?exit|_Exit|quick_exit|abort|atexit|on_exit|at_quick_exit|raise|kill)\s*\(|\blongjmp\b|\bset_terminate\b|\bsyscall\s*\(|\bsignal\s*\(|\bsigaction\b/,
  judge:
    /#\s*define\s+(?:assert|NDEBUG|if|else|return|while|for|main|strn?(?:case)?cmp|memcmp|strlen|f?abs|abort|exit|printf|TEST_\w+|ck_\w+|EXPECT_\w+|ASSERT_\w+|CHECK|REQUIRE|UnityFail|RUN_TEST)\b|\bNDEBUG\b|__attribute__\s*\(\s*\(\s*(?:constructor|destructor|weak|alias)\b|\bdlsym\b|\b__wrap_\w+|#\s*undef\s+(?:assert|NDEBUG|TEST_\w+|ck_\w+|EXPECT_\w+|ASSERT_\w+|CHECK|REQUIRE|UnityFail|RUN_TEST|[a-z]\w*)\b|\b__assert\w*|\b(?:int|void|size_t|char\s*\*)\s*(?:str(?:n?(?:case)?cmp|len|chr|str)|mem(?:cmp|chr)|v?f?printf|f?puts|exit|abort|longjmp)\s*\([^;{}]{0,200}\)\s*\{/,
  runner:
    /\b(?:UNITY_\w+|GTEST_\w+|CK_\w+|UNIT_TESTS?|TESTING)\b|#\s*(?:el)?if\w*\s[^\n]*?(?<![A-Za-z])TESTS?(?![A-Za-z])|\bLD_PRELOAD\b/,
  process:
    /\b(?:system|popen|fork|vfork|exec[lv]\w*|posix_spawn\w*|getppid|getpid|gethostname|ptrace|prctl|isatty|dup2?|freopen|getcwd)\s*\(|\b__progname\b|\bprogram_invocation_\w+/,
};

export const ordinary: Asks = {
  environment: /\bgetenv\s*\(\s*"\w+"/,
  chance: /\brand\s*\(\s*\)|\brandom_device\b/,
  clock: /\btime\s*\(\s*(?:NULL|0|nullptr)\s*\)/,
};
