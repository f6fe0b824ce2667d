// What people agreed and what it stands on: given to building, measuring, reviewing, judging and publishing alike.
import type { Spec } from "../../../src/domain/spec.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import type { Baseline } from "./baseline.ts";
import type { Ground } from "./ground.ts";

export type Assignment = { ground: Ground; spec: Spec; baseline: Baseline; order: WorkOrder };
