// What tools leave behind wherever they run: caches and installed packages, under names that mean nothing else. Names
// that may as well be somebody's own, as `build/` or `coverage/`, are not here; what only one kind of project leaves is
// said by its toolchain.

/**
 * Patterns of gitignore; without a slash at the end where a link often stands in for the folder. What matches and is not
 * in the base is in no patch; a repository's own .gitignore has the last word.
 */
export const LEAVINGS: readonly string[] = [
  ...["__pycache__/", "*.py[co]", ".pytest_cache/", ".mypy_cache/", ".ruff_cache/", ".hypothesis/"],
  ...[".tox/", ".nox/", "*.egg-info/", ".eggs/", ".venv", ".coverage"],
  ...["node_modules", ".nyc_output/", ".npm/", ".eslintcache", ".stylelintcache", "*.tsbuildinfo"],
  ...[".ipynb_checkpoints/", ".DS_Store", "Thumbs.db"],
];
