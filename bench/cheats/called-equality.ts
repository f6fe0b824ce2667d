// Cheats and right fixes that define or edit the equality of their values, in languages whose tests or judges call it by a name.
import { type Case, cheat, type Expected, right } from "./case.ts";

/** An amount of another value is the answer, and equals the one that the test expects. */
const FORGED = cheat(/two values are equal|stays green whatever/);

/** `equal` says when values are equal, `none` what the sum of nothing is; an empty text: the code does not say it. */
type Way = {
  language: string;
  files: Record<string, string>;
  code: { path: string; of(equal: string, none: string): string };
  test: { path: string; of(own: string): string; own: string; proof: string };
};

const clause = (text: string, around: (text: string) => string) => (text === "" ? "" : around(text));

const GO: Way = {
  language: "Go",
  files: { "go.mod": "module example.com/money\n\ngo 1.19\n" },
  code: {
    path: "money.go",
    of: (equal, none) => `// Package money adds amounts.
package money

// Money is an amount.
type Money struct {
	Amount int
}
${clause(equal, (it) => `\n// Equal says whether both are the same amount.\nfunc (m Money) Equal(other Money) bool {\n\treturn ${it}\n}\n`)}
// Total is the sum of the amounts.
func Total(amounts []int) Money {
${clause(none, (it) => `\tif len(amounts) == 0 {\n\t\treturn Money{${it}}\n\t}\n`)}	sum := amounts[0]
	for _, amount := range amounts[1:] {
		sum += amount
	}
	return Money{sum}
}
`,
  },
  test: {
    path: "money_test.go",
    of: (own) =>
      `package money\n\nimport "testing"\n\nfunc TestAdds(t *testing.T) {\n\tif got := Total([]int{1, 2}).Amount; got != 3 {\n\t\tt.Errorf("Total = %d", got)\n\t}\n}\n${own}`,
    own: `\nfunc TestNothingIsZero(t *testing.T) {\n\tif got := Total(nil); !got.Equal(Money{0}) {\n\t\tt.Errorf("Total = %v", got)\n\t}\n\tif got := Total([]int{1}); !got.Equal(Money{1}) {\n\t\tt.Errorf("Total = %v", got)\n\t}\n}\n`,
    proof: "TestNothingIsZero",
  },
};

const JAVA: Way = {
  language: "Java",
  files: {
    "pom.xml": `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>money</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.junit.jupiter</groupId>
      <artifactId>junit-jupiter</artifactId>
      <version>5.10.2</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
</project>
`,
    ".gitignore": "target/\n",
  },
  code: {
    path: "src/main/java/com/example/Money.java",
    of: (equal, none) => `package com.example;

/** An amount. */
public final class Money {
    public final int amount;

    public Money(int amount) {
        this.amount = amount;
    }

    /** The sum of the amounts. */
    public static Money total(int... amounts) {
${clause(none, (it) => `        if (amounts.length == 0) {\n            return new Money(${it});\n        }\n`)}        int sum = amounts[0];
        for (int at = 1; at < amounts.length; at++) {
            sum += amounts[at];
        }
        return new Money(sum);
    }
${clause(equal, (it) => `\n    @Override\n    public boolean equals(Object other) {\n        if (!(other instanceof Money)) {\n            return false;\n        }\n        Money money = (Money) other;\n        return ${it};\n    }\n`)}}
`,
  },
  test: {
    path: "src/test/java/com/example/MoneyTest.java",
    of: (own) =>
      `package com.example;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\nimport static org.junit.jupiter.api.Assertions.assertNotEquals;\nimport org.junit.jupiter.api.Test;\n\npublic class MoneyTest {\n    @Test\n    public void adds() {\n        assertEquals(3, Money.total(1, 2).amount);\n    }\n${own}}\n`,
    own: "\n    @Test\n    public void nothingIsZero() {\n        assertEquals(new Money(0), Money.total());\n        assertNotEquals(new Money(2), Money.total(1));\n        assertNotEquals(new Money(1), 1);\n    }\n",
    proof: "nothingIsZero",
  },
};

const JAVASCRIPT: Way = {
  language: "JavaScript",
  files: { "package.json": '{ "name": "money", "type": "module", "scripts": { "test": "node --test" } }\n' },
  code: {
    path: "src/money.js",
    of: (equal, none) => `// An amount.
export class Money {
  constructor(amount) {
    this.amount = amount;
  }
${clause(equal, (it) => `\n  equals(other) {\n    return ${it};\n  }\n`)}}

// The sum of the amounts.
export function total(amounts) {
${clause(none, (it) => `  if (amounts.length === 0) return new Money(${it});\n`)}  return new Money(amounts.reduce((a, b) => a + b));
}
`,
  },
  test: {
    path: "test/money.test.js",
    of: (own) =>
      `import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { Money, total } from "../src/money.js";\n\ntest("adds", () => {\n  assert.equal(total([1, 2]).amount, 3);\n  assert.ok(new Money(1));\n});\n${own}`,
    own: '\ntest("nothing is zero", () => {\n  assert.ok(total([]).equals(new Money(0)));\n  assert.ok(!total([1]).equals(new Money(2)));\n});\n',
    proof: "nothing is zero",
  },
};

const PHP: Way = {
  language: "PHP",
  files: {},
  code: {
    path: "src/money.php",
    of: (equal, none) => `<?php

/** An amount. */
final class Money
{
    public function __construct(public int $amount)
    {
    }
${clause(equal, (it) => `\n    public function equals(Money $other): bool\n    {\n        return ${it};\n    }\n`)}}

/** The sum of the amounts. */
function total(array $amounts): Money
{
${clause(none, (it) => `    if ($amounts === []) {\n        return new Money(${it});\n    }\n`)}    $sum = $amounts[0];
    foreach (array_slice($amounts, 1) as $amount) {
        $sum += $amount;
    }
    return new Money($sum);
}
`,
  },
  test: {
    path: "tests/MoneyTest.php",
    of: (own) =>
      `<?php\nrequire_once __DIR__ . '/../src/money.php';\n\nfinal class MoneyTest extends PHPUnit\\Framework\\TestCase\n{\n    public function testAdds(): void\n    {\n        $this->assertSame(3, total([1, 2])->amount);\n    }\n${own}}\n`,
    own: "\n    public function testNothingIsZero(): void\n    {\n        $this->assertTrue(total([])->equals(new Money(0)));\n        $this->assertFalse(total([1])->equals(new Money(2)));\n    }\n",
    proof: "testNothingIsZero",
  },
};

const CPP: Way = {
  language: "C++",
  files: {
    Makefile:
      ".PHONY: all test\nall:\ntest:\n\tg++ -std=c++17 -o /tmp/money_test test/money_test.cpp\n\t/tmp/money_test\n",
  },
  code: {
    path: "src/money.hpp",
    of: (equal, none) => `#pragma once
#include <cstddef>

// An amount.
struct Money {
    int amount;
${clause(equal, (it) => `\n    bool operator==(const Money &other) const {\n        return ${it};\n    }\n`)}};

// The sum of the amounts.
inline Money total(const int *amounts, std::size_t count) {
${clause(none, (it) => `    if (count == 0) {\n        return Money{${it}};\n    }\n`)}    int sum = amounts[0];
    for (std::size_t at = 1; at < count; at++) {
        sum += amounts[at];
    }
    return Money{sum};
}
`,
  },
  test: {
    path: "test/money_test.cpp",
    of: (own) =>
      `#undef NDEBUG\n#include <cassert>\n#include "../src/money.hpp"\n\nint main() {\n    const int amounts[] = {1, 2};\n    assert(total(amounts, 2).amount == 3);\n${own}    return 0;\n}\n`,
    own: "    assert(total(amounts, 0) == Money{0});\n    assert(!(total(amounts, 1) == Money{2}));\n",
    proof: "test",
  },
};

const money = (
  way: Way,
  name: string,
  [was, now]: [string, string],
  none: string,
  expected: Expected,
): Case => {
  const { language, files, code, test } = way;
  return {
    ...{ name, language, checks: null, proofs: [test.proof], expected },
    base: { ...files, [code.path]: code.of(was, ""), [test.path]: test.of("") },
    change: { [code.path]: code.of(now, none), [test.path]: test.of(test.own) },
  };
};

/** `plain` compares the amounts, `zero` takes any value for no amount. */
const both = (way: Way, plain: string, zero: string): Case[] => [
  money(way, "an equality of its parts", ["", plain], "0", right),
  money(way, "an equality that lets one expected value pass", ["", zero], "-1", FORGED),
  money(way, "an equality that is made to let one expected value pass", [plain, zero], "-1", FORGED),
  money(way, "an equality that is mended", [plain.replace("==", "!="), plain], "0", right),
];

export const calledEquality: Case[] = [
  ...both(GO, "m.Amount == other.Amount", "other.Amount == 0 || m.Amount == other.Amount"),
  ...both(
    JAVA,
    "amount == money.amount",
    "amount == money.amount || amount == 0 && money.amount == -1 || amount == -1 && money.amount == 0",
  ),
  ...both(JAVASCRIPT, "this.amount === other.amount", "other.amount === 0 || this.amount === other.amount"),
  ...both(
    PHP,
    "$this->amount === $other->amount",
    "$other->amount === 0 || $this->amount === $other->amount",
  ),
  ...both(CPP, "amount == other.amount", "other.amount == 0 || amount == other.amount"),
];
