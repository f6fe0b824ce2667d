// All endpoints of the table. To add one, add a line to the list that it belongs to.
import { CALLS } from "./calls.ts";
import { ENDS } from "./ends.ts";
import { NEIGHBOURS } from "./neighbours.ts";
import { PICTURES } from "./pictures.ts";
import { REFUSALS } from "./refusals.ts";
import { REPLIES } from "./replies.ts";
import { REQUESTS } from "./requests.ts";
import { ROLES } from "./roles.ts";
import type { Row } from "./row.ts";
import { TURNS_BACK } from "./turns-back.ts";
import { VENDORS } from "./vendors.ts";

export const ENDPOINTS: Row[] = [
  ...REQUESTS,
  ...ROLES,
  ...REPLIES,
  ...ENDS,
  ...REFUSALS,
  ...NEIGHBOURS,
  ...CALLS,
  ...PICTURES,
  ...TURNS_BACK,
  ...VENDORS,
];
