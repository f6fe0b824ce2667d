// The runners of Python, Ruby and PHP, from distribution packages in the languages' images.
import type { Trial } from "./trial.ts";

const PYTHON = { "adding.py": "def add(a, b):\n    return a + b\n" };
const RUBY = { "lib/adding.rb": "def add(a, b)\n  a + b\nend\n" };
const NONE = { checks: null, packages: null };

export const scripting: Trial[] = [
  {
    ...{ runner: "pytest", ...NONE },
    files: {
      ...PYTHON,
      "conftest.py": "",
      "test_adding.py": "from adding import add\n\n\ndef test_adds_numbers():\n    assert add(1, 2) == 3\n",
    },
    test: { file: "test_adding.py", name: "test_adds_numbers" },
    fault: { file: "adding.py", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "unittest", ...NONE },
    files: {
      ...PYTHON,
      "test_adding.py":
        "import unittest\nfrom adding import add\n\n\nclass AddTest(unittest.TestCase):\n    def test_adds_numbers(self):\n        self.assertEqual(add(1, 2), 3)\n",
    },
    test: { file: "test_adding.py", name: "test_adds_numbers" },
    fault: { file: "adding.py", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "RSpec", ...NONE },
    files: {
      ...RUBY,
      "spec/adding_spec.rb":
        'require_relative "../lib/adding"\n\nRSpec.describe "add" do\n  it("adds numbers") { expect(add(1, 2)).to eq(3) }\nend\n',
    },
    test: { file: "spec/adding_spec.rb", name: "adds numbers" },
    fault: { file: "lib/adding.rb", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "Minitest", ...NONE },
    files: {
      ...RUBY,
      "test/test_adding.rb":
        'require "minitest/autorun"\nrequire_relative "../lib/adding"\n\nclass TestAdding < Minitest::Test\n  def test_adds_numbers\n    assert_equal 3, add(1, 2)\n  end\nend\n',
    },
    test: { file: "test/test_adding.rb", name: "test_adds_numbers" },
    fault: { file: "lib/adding.rb", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "PHPUnit", ...NONE },
    files: {
      "src/adding.php": "<?php\nfunction add(int $a, int $b): int\n{\n    return $a + $b;\n}\n",
      "tests/AddingTest.php":
        "<?php\nrequire_once __DIR__ . '/../src/adding.php';\n\nfinal class AddingTest extends PHPUnit\\Framework\\TestCase\n{\n    public function testAddsNumbers(): void\n    {\n        $this->assertSame(3, add(1, 2));\n    }\n}\n",
    },
    test: { file: "tests/AddingTest.php", name: "testAddsNumbers" },
    fault: { file: "src/adding.php", from: "$a + $b", to: "$a - $b" },
  },
];
