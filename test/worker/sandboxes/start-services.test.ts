// Which sockets of a network count as a service that listens.
import { describe, expect, it } from "@jest/globals";
import { listens } from "../../../worker/sandboxes/beside/start-services.ts";

const TABLES = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:18EB 00000000:0000 0A 00000000:00000000 00:00000000 00000000 20001        0 8441 1
   1: 0100007F:C350 0100007F:18EB 01 00000000:00000000 00:00000000 00000000 20001        0 8442 1
  sl  local_address                         remote_address                        st
   0: 00000000000000000000000000000000:1538 00000000000000000000000000000000:0000 0A 00000000:00000000
`;

describe("a port of a service", () => {
  it("is one on which something listens, on IPv4 or IPv6", () => {
    expect([6379, 5432, 50_000, 6380].map((port) => listens(TABLES, port))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(listens("", 5432)).toBe(false);
  });
});
