// Complaints of the configuration as lines of the set-up page.
import type { Complaint } from "../../src/domain/complaint.ts";
import type { CheckLine } from "../../src/web/setup/checking.ts";
import { complaintWords } from "../words/complaint.ts";

export function complaintLines(what: string, complaints: Complaint[]): CheckLine[] {
  return complaints.map((complaint) => ({ ok: false, what, ...complaintWords(complaint) }));
}
