// What go.mod says of other people's code.
import { type Manifests, type Requirement, words } from "../manifests.ts";

export const dependencies: Manifests = {
  registry: "Go modules",
  wellKnown: words(`
    github.com/BurntSushi/toml github.com/aws/aws-sdk-go github.com/aws/aws-sdk-go-v2 github.com/davecgh/go-spew
    github.com/fatih/color github.com/fsnotify/fsnotify github.com/gin-gonic/gin github.com/go-chi/chi/v5
    github.com/go-playground/validator/v10 github.com/go-redis/redis github.com/go-sql-driver/mysql
    github.com/gofiber/fiber/v2 github.com/gofrs/uuid github.com/golang-jwt/jwt/v5 github.com/golang/mock
    github.com/golang/protobuf github.com/google/go-cmp github.com/google/uuid github.com/gorilla/mux
    github.com/gorilla/websocket github.com/hashicorp/go-multierror github.com/jackc/pgx/v5 github.com/jmoiron/sqlx
    github.com/joho/godotenv github.com/json-iterator/go github.com/labstack/echo/v4 github.com/lib/pq
    github.com/mattn/go-sqlite3 github.com/mitchellh/mapstructure github.com/onsi/ginkgo/v2 github.com/onsi/gomega
    github.com/pkg/errors github.com/prometheus/client_golang github.com/redis/go-redis/v9 github.com/rs/zerolog
    github.com/shopspring/decimal github.com/sirupsen/logrus github.com/spf13/cobra github.com/spf13/pflag
    github.com/spf13/viper github.com/stretchr/testify github.com/urfave/cli/v2 go.uber.org/zap golang.org/x/crypto
    golang.org/x/exp golang.org/x/net golang.org/x/sync golang.org/x/sys golang.org/x/text google.golang.org/grpc
    google.golang.org/protobuf gopkg.in/yaml.v2 gopkg.in/yaml.v3 gorm.io/gorm k8s.io/client-go
  `),
  manifests: [{ files: /(^|\/)go\.mod$/, read: ofModule }],
  locks: [],
};

const LINE = /^(?:(require|replace|tool)\s+)?(\S+)(?:\s+(v\S+))?(?:\s*=>\s*(\S+)(?:\s+(v\S+))?)?\s*$/;

function ofModule(text: string): Requirement[] {
  let block: string | null = null;
  return text.split(/\r?\n/).flatMap((raw): Requirement[] => {
    const line = raw.replace(/\s*\/\/.*$/, "").trim();
    const opens = /^(\w+)\s*\($/.exec(line)?.[1];
    if (opens !== undefined) block = opens;
    if (line === ")") block = null;
    const match = opens === undefined ? LINE.exec(line) : null;
    const verb = match?.[1] ?? block;
    if (match === null || (verb !== "require" && verb !== "replace")) return [];
    const [, , name = "", version = "", target, targetVersion] = match;
    if (verb === "require" && version === "") return [];
    if (target === undefined) {
      const brought = /\/\/\s*indirect\b/.test(raw);
      return [{ name, asks: version, source: "registry", ...(brought ? { brought: true } : {}) }];
    }
    const isFolder = /^\.{0,2}\//.test(target);
    return [
      {
        name: isFolder ? name : target,
        asks: targetVersion ?? target,
        source: isFolder ? "path" : "registry",
      },
    ];
  });
}
