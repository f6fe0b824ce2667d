// The runners of tests in Java: JUnit by Maven, by Gradle and by its own console.
import { quoted } from "../checks.ts";
import type { Runner } from "../runner.ts";
import type { Project } from "../toolchain.ts";
import { control } from "./control.ts";
import { controlAtEnd, controlsInClass } from "./inside.ts";
import { collecting, readReports, withoutReports } from "./reports.ts";

/** Classes of the repository are searched before those of libraries. */
const IN_ITS_WAY =
  /(^|\/)src\/\w+\/(?:java|kotlin)\/(?:org\/(?:junit|opentest4j|apiguardian)|junit\/framework)\/|(^|\/)META-INF\/services\/org\.junit\./;

const MAVEN = /^[^;&|]*\b(?:mvn|mvnw|mvnd)\b[^;&|]*\b(?:test|verify|package|install)\b[^;&|]*$/;

/** What tests print would stand in the reports, whatever its length. */
const PRINTS_APART = "-Dmaven.test.redirectTestOutputToFile=true";

export const maven: Runner = {
  name: "JUnit by Maven",
  // Surefire adds the name of the run to its files, so that reports of another run are not read.
  reporting: (asked, path) => {
    const command = withoutReports(asked);
    if (!MAVEN.test(command)) return null;
    const run = `run-${nameOf(path)}`;
    const found = `find . -path '*-reports/TEST-*-${run}.xml' -exec sed '/<properties>/,/<\\/properties>/d' {} +`;
    return {
      command: collecting(`${command} ${PRINTS_APART} -Dsurefire.reportNameSuffix=${run}`, found, path),
    };
  },
  read: readReports,
  inItsWay: IN_ITS_WAY,
  only: (asked, files) => {
    const command = withoutReports(asked);
    const classes = quoted(`-Dtest=${files.map(classIn).join(",")}`);
    return MAVEN.test(command)
      ? `${command} ${classes} -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false`
      : null;
  },
  control,
  inside: controlAtEnd,
};

const GRADLE = /^[^;&|]*(?:\bgradle|\bgradlew)\b[^;&|]*\b(?:test|check|build)\b[^;&|]*$/;

/**
 * Tests run in each build, and their reports go to a folder of this run. Gradle has called both settings of a report
 * otherwise since version 6 and 7. It may hold no single quote.
 */
function initScript(folder: string): string {
  return [
    "allprojects { tasks.withType(Test) {",
    "outputs.upToDateWhen { false };",
    "def xml = reports.junitXml;",
    `def to = new File("${folder}", path.replace(":", "_"));`,
    'if (xml.hasProperty("required")) { xml.required.set(true) } else { xml.enabled = true };',
    'if (xml.hasProperty("outputLocation")) { xml.outputLocation.set(to) } else { xml.destination = to }',
    "} }",
  ].join(" ");
}

export const gradle: Runner = {
  name: "JUnit by Gradle",
  reporting: (plain, path) => {
    const command = withoutReports(plain);
    if (!GRADLE.test(command)) return null;
    const folder = `${path}.d`;
    const script = `${folder}/report.init.gradle`;
    const asked = command.replace(/\b(gradlew?)\b/, `$1 --init-script ${script}`);
    const write = `mkdir -p ${folder}; printf %s '${initScript(folder)}' >${script}`;
    const found = `find ${folder} -name 'TEST-*.xml' -exec sed '/<properties>/,/<\\/properties>/d' {} +`;
    return { command: `${write}; ${collecting(asked, found, path)}` };
  },
  read: readReports,
  inItsWay: IN_ITS_WAY,
  // In a build of several projects, a project without such a test fails.
  only: (asked, files) => {
    const command = withoutReports(asked);
    return GRADLE.test(command) && !/ :[\w-]+:/.test(command)
      ? [command, ...files.map((file) => `--tests ${quoted(`*.${classIn(file)}`)}`)].join(" ")
      : null;
  },
  control,
  inside: controlAtEnd,
};

const CONSOLE = /\bjava\b[^;&|]*(?:junit-platform-console-standalone\S*\.jar|\bConsoleLauncher\b)/;

export const junitConsole: Runner = {
  name: "JUnit's console",
  reporting: (command, path) => {
    if (!CONSOLE.test(command)) return null;
    const folder = `${path}.d`;
    const found = `find ${folder} -name 'TEST-*.xml' -exec sed '/<properties>/,/<\\/properties>/d' {} +`;
    return { command: collecting(`${command} --reports-dir ${folder}`, found, path) };
  },
  read: readReports,
  inItsWay: IN_ITS_WAY,
  only: () => null,
  // It may run classes by their names.
  control: controlsInClass,
};

export const runnerOf: Project["runnerOf"] = ({ command, kind }) =>
  kind === "test"
    ? ([maven, gradle, junitConsole].find((each) => each.reporting(command, "") !== null) ?? null)
    : null;

/** The file's name without what cannot stand in a name of its own. */
function nameOf(path: string): string {
  return (path.split("/").at(-1) ?? "").replaceAll(/[^\w-]/g, "-");
}

function classIn(file: string): string {
  return (file.split("/").at(-1) ?? "").replace(/\.\w+$/, "");
}
