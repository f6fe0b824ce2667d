// Lines of tests in Go that set what the code reads.
import { ofName } from "../forms.ts";
import { type Gives, OF_NO_NAME } from "../gives.ts";

export const gives: Gives = {
  sets: [],
  setsOwn: [/^\s*(?<name>[A-Za-z_]\w*)\s*=(?!=)/, /^\s*(?<of>[a-z]\w*)\.(?<name>[A-Z]\w*)\s*=(?!=)/],
  replaces: [],
  writes: [/\bos\.WriteFile\(\s*"(?<file>[^"]+)"/],
  moves: /\bos\.Chdir\(|\bt\.Chdir\(/,
  defines: OF_NO_NAME,
  shared: ofName(
    String.raw`^(?:var|const)\b[^=;({]*NAME`,
    String.raw`^\tNAME(?:\s+[\w.[\]*]+)?\s*(?:=(?!=)|$)`,
  ),
  own: ofName(
    "NAME[^=;]*:=",
    String.raw`^\s*(?:var|const)\b[^=;]*NAME`,
    String.raw`[(,]\s*NAME\s+[\w*.[\]]+\s*[,)]`,
  ),
  brings: ofName(
    String.raw`^\s*(?:import\s+)?(?:\w+\s+)?"(?:[^"\n]*/)?NAME"\s*$`,
    String.raw`^import\s.*NAME`,
  ),
};
