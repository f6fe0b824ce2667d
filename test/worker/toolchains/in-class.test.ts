// A test of ours at the end of a class in Java or PHP, whatever braces its texts and comments hold.
import { expect, it } from "@jest/globals";
import { controlAtEnd, controlsInClass } from "../../../worker/toolchains/java/inside.ts";
import { numbersOf } from "../../../worker/toolchains/numbers.ts";
import { controlAtEnd as controlInPhp } from "../../../worker/toolchains/php/inside.ts";

const { one, other } = numbersOf("kulofi");

const java = (body: string, head = "import org.junit.jupiter.api.Test;") =>
  `package a;\n${head}\n\n/* { */\nclass Before { }\npublic class SumTest {\n${body}}\n\nclass Behind { }\n`;
const inJava = (text: string) => controlAtEnd({ path: "src/test/java/a/SumTest.java", text, name: "kulofi" });

it("is a method of the class that the file in Java is named after, judged as that class judges", () => {
  const body = `  String s = """\n  } \\""" }\n  """; char c = '}'; String t = "\\"}"; // }\n  @Test void adds() { assertEquals(3, 1 + 2); }\n`;
  const [before, behind] = (inJava(java(body)) ?? "").split("    @org.junit.jupiter.api.Test\n");
  expect(before).toBe(`${java(body).split("}\n\nclass Behind")[0]}\n`);
  expect(behind?.split("\n").filter((line) => /public void|^ {8}assert|^}|^class/.test(line))).toEqual([
    "    public void kulofi() {",
    `        assertEquals(${other}, ${one});`,
    "}",
    "class Behind { }",
  ]);
});

it.each([
  ["import org.junit.Test;", `org.junit.Assert.assertEquals(${other}, ${one});`],
  ["import org.junit.jupiter.api.*;", `org.junit.jupiter.api.Assertions.assertEquals(${other}, ${one});`],
])("with %s is of its version", (head, judged) => {
  expect(inJava(java("", head))).toContain(judged);
});

it.each([
  ["another runner's class", java("", "import org.testng.annotations.Test;")],
  ["a class that runs others", java("", "import org.junit.Test;\n@RunWith(Enclosed.class)")],
  ["a class that does not end", java("").replaceAll("}", "")],
])("is not in %s", (_what, text) => {
  expect(inJava(text)).toBeNull();
});

it("is both controls for a command that names its classes", () => {
  const asked = { beside: "SumTest.java", besideText: java(""), loads: [], positive: "gabita" };
  const control = controlsInClass({ ...asked, negative: "kulofi" });
  expect([control?.path, control?.content.match(/public void \w+/g)]).toEqual([
    "SumTest.java",
    ["public void kulofi", "public void gabita"],
  ]);
});

const inPhp = (text: string) => controlInPhp({ path: "tests/SumTest.php", text, name: "kulofi" });

it("is a method of the class in PHP, behind texts of any kind", () => {
  const text = `<?php\n#[Attribute]\nfinal class SumTest extends TestCase\n{\n    // }\n    # }\n    const A = '}', B = "\\"}";\n    const C = <<<'END'\n    }\n    END;\n    public function testA(): void {}\n}\n$a = new class {};\n`;
  const [before, behind] = (inPhp(text) ?? "").split("    public function test_kulofi(): void\n");
  expect(before).toBe(`${text.split("}\n$a")[0]}\n`);
  expect(behind?.split("\n").slice(-5)).toEqual([
    `        $this->assertSame(${other}, ${one});`,
    "    }",
    "}",
    "$a = new class {};",
    "",
  ]);
});

it("is a test of its own where a file in PHP has no class, and code may follow", () => {
  expect(inPhp("<?php\nit('adds', fn () => expect(1)->toBe(1));\n")?.split("\n").slice(2, 4)).toEqual([
    "",
    "test('kulofi', function () {",
  ]);
  expect([inPhp("<?php\nit('adds', fn () => 1);\n?>\n"), inPhp("<?php\necho 1;\n")]).toEqual([null, null]);
});
