// All routes. The first that matches answers, so a longer path comes before the one that it extends.
import type { Route } from "../route.ts";
import { appRoutes } from "./app.ts";
import { checkRoutes } from "./checks.ts";
import { ciRoutes } from "./ci.ts";
import { commentRoutes } from "./comments.ts";
import { commitRoutes } from "./commits.ts";
import { hookRoutes } from "./hook.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { manifestRoutes } from "./manifest.ts";
import { metaRoutes } from "./meta.ts";
import { objectRoutes } from "./objects.ts";
import { peopleRoutes } from "./people.ts";
import { pullRoutes } from "./pulls.ts";
import { refRoutes } from "./refs.ts";
import { repositoryRoutes } from "./repositories.ts";
import { reviewRoutes } from "./reviews.ts";
import { rulesetRoutes } from "./rulesets.ts";

export const routes: Route[] = [
  ...metaRoutes,
  ...appRoutes,
  ...manifestRoutes,
  ...peopleRoutes,
  ...hookRoutes,
  ...rulesetRoutes,
  ...repositoryRoutes,
  ...checkRoutes,
  ...ciRoutes,
  ...commitRoutes,
  ...refRoutes,
  ...objectRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...issueRoutes,
  ...reviewRoutes,
  ...pullRoutes,
];
