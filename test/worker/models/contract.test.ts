// An endpoint behind the connector keeps what the port to models promises.
import { describeModels } from "../../contracts/models.ts";
import { aLocalModel, modelsAt } from "../../support/local-model.ts";

describeModels("An endpoint", async (script) => {
  const local = await aLocalModel(script);
  return { models: modelsAt(local), [Symbol.asyncDispose]: () => local[Symbol.asyncDispose]() };
});
