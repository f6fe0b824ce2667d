// Labels of a repository, and labels of an issue.
import { z } from "zod";
import { addLabels, createLabel, removeLabel, same } from "../action/issues.ts";
import { invalid, notFound } from "../errors.ts";
import { findIssue } from "../find.ts";
import { page } from "../pages.ts";
import { labelPayload, labelsPayload } from "../payload/repository.ts";
import { created, ISSUES_READ, ISSUES_WRITE, inRepository, ok, type Route } from "../route.ts";

const NewLabel = z.object({
  name: z.string().min(1).max(50),
  color: z
    .string()
    .regex(/^[0-9a-fA-F]{6}$/)
    .optional(),
  description: z.string().max(100).nullish(),
});
const Looks = NewLabel.omit({ name: true });
const Names = z.union([
  z.object({ labels: z.array(z.union([z.string(), z.object({ name: z.string() })])) }),
  z.array(z.string()).transform((labels) => ({ labels })),
]);

export const labelRoutes: Route[] = [
  inRepository("GET", "/labels", ISSUES_READ, (call, repository) =>
    page(call, repository.labels, (label) => labelPayload(call.hub, repository, label)),
  ),

  inRepository("POST", "/labels", ISSUES_WRITE, (call, repository) => {
    const { name, color = "ededed", description = null } = call.read(NewLabel);
    if (repository.labels.some((label) => same(label.name, name))) {
      throw invalid({ resource: "Label", field: "name", code: "already_exists" });
    }
    const label = createLabel(call.hub, repository, { name, color, description });
    return created(labelPayload(call.hub, repository, label));
  }),

  inRepository("GET", "/labels/{name}", ISSUES_READ, (call, repository) => {
    const label = repository.labels.find((each) => same(each.name, call.param("name")));
    if (!label) throw notFound();
    return ok(labelPayload(call.hub, repository, label));
  }),

  inRepository("PATCH", "/labels/{name}", ISSUES_WRITE, (call, repository) => {
    const label = repository.labels.find((each) => same(each.name, call.param("name")));
    if (!label) throw notFound();
    const { color, description } = call.read(Looks);
    label.color = color ?? label.color;
    if (description !== undefined) label.description = description;
    return ok(labelPayload(call.hub, repository, label));
  }),

  inRepository("GET", "/issues/{issue_number}/labels", ISSUES_READ, (call, repository) => {
    const issue = findIssue(repository, call.number("issue_number"));
    return page(call, labelsPayload(call.hub, repository, issue.labels), (label) => label);
  }),

  inRepository("POST", "/issues/{issue_number}/labels", ISSUES_WRITE, async (call, repository) => {
    const issue = findIssue(repository, call.number("issue_number"));
    const names = call.read(Names).labels.map((label) => (typeof label === "string" ? label : label.name));
    await addLabels(call.hub, repository, call.actor, issue, names);
    return ok(labelsPayload(call.hub, repository, issue.labels));
  }),

  inRepository("DELETE", "/issues/{issue_number}/labels/{name}", ISSUES_WRITE, async (call, repository) => {
    const issue = findIssue(repository, call.number("issue_number"));
    const removed = await removeLabel(call.hub, repository, call.actor, issue, call.param("name"));
    if (!removed) throw notFound("Label does not exist");
    return ok(labelsPayload(call.hub, repository, issue.labels));
  }),
];
