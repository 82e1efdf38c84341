// Starts the Playground in front of a running bot, reachable from this machine alone and without telemetry.
//
//   node playground.mjs BOT_PORT [PORT] [WHO]      WHO is who writes: anna, bo, carl, dorte, erik, freja, gitte
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const PEOPLE = join(HERE, "..", "..", ".m365agentsplayground.yml");
/** Nobody's colleague, to see what the bot tells a stranger; the file itself has room for six people only. */
const STRANGER = `currentUser:
  id: 29:gitte
  name: Gitte Skovlunde
  userPrincipleName: gitte@sagspuls.example
  aadObjectId: 6a1f0c1e-58d4-4f0e-9a51-0d5a60000099
  givenName: Gitte
  surname: Skovlunde
  email: gitte@sagspuls.example
`;
const OTHERS = /^users:\n((?: {2}.*\n)+)/m;

const [botPort = "3978", port = "56150", who = "anna"] = process.argv.slice(2);
const run = process.env.PLAYGROUND_RUN ?? join(HERE, ".run");

function refuse(reason) {
  console.error(reason);
  process.exit(1);
}

/** The Playground's people with `name` as the one who writes, and whoever stood there before among the others. */
function played(name) {
  const text = readFileSync(PEOPLE, "utf8");
  const [now] = text.match(/^currentUser:\n(?: {2}.*\n)+/m);
  if (now.includes(`id: 29:${name}\n`)) return text;
  if (name === "gitte") return text.replace(now, () => STRANGER);
  const [, others] = text.match(OTHERS);
  const people = others.split(/(?=^ {2}- )/m);
  const chosen = people.find((person) => person.includes(`id: 29:${name}\n`));
  if (!chosen) refuse(`Nobody is called ${name} here; .m365agentsplayground.yml has the names.`);
  const lines = now.split("\n").slice(1, -1);
  const left = `  - ${lines[0].trim()}\n${lines.slice(1).map((line) => `  ${line}\n`).join("")}`;
  const writes = `currentUser:\n${chosen.replace("  - ", "    ").replace(/^ {4}/gm, "  ")}`;
  return text.replace(now, () => writes).replace(OTHERS, () => `users:\n${people.map((p) => (p === chosen ? left : p)).join("")}`);
}

async function answers(path) {
  try {
    const response = await fetch(`http://127.0.0.1:${botPort}${path}`, { signal: AbortSignal.timeout(5000) });
    return "database" in (await response.json());
  } catch {
    return false;
  }
}

function free() {
  return new Promise((resolve) => {
    const probe = net.createServer().once("error", () => resolve(false));
    probe.listen(Number(port), "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

if (!existsSync(join(HERE, "node_modules"))) refuse("Run tests/e2e/setup.sh first: the Playground is not installed.");
if (!(await answers("/health"))) {
  refuse(`Sagspuls does not answer on 127.0.0.1:${botPort}. Start it in another terminal: make demo ARGS=--serve`);
}
if (!(await free())) refuse(`Port ${port} is taken. Is the Playground already running? Else: make playground PORT=56151`);

mkdirSync(run, { recursive: true });
const config = join(run, `people-${port}.yml`);
writeFileSync(config, played(who));
process.env.M365_AGENTS_PLAYGROUND_CONFIG_PATH = config;
const log = join(run, `playground-${port}.log`);
process.env.M365_AGENTS_PLAYGROUND_LOGFILE = log;
process.env.TEAMSAPPTESTER_BROWSER = "none";

// The Playground has no setting for the address it listens on, and would let in the whole network.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function onLoopback(first, ...rest) {
  return typeof first === "number" ? listen.call(this, first, "127.0.0.1", ...rest) : listen.call(this, first, ...rest);
};

console.log(`Open http://127.0.0.1:${port} in a browser: you are ${who}. Ctrl-C stops the Playground.`);
if (process.stdout.isTTY) console.log("As somebody else: make playground WHO=bo (carl, dorte, erik, freja, gitte)\n");
process.argv = [
  process.argv[0], "m365agentsplayground", "start", "--channel-id", "msteams", "--disable-telemetry",
  "--app-endpoint", `http://127.0.0.1:${botPort}/api/messages`,
  "--port", port, "--service-url", `http://127.0.0.1:${port}/_connector`,
];
let asked = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    asked = true;
    process.exit(0);
  });
}
process.on("exit", () => {
  if (!asked) console.error(`The Playground did not start or stopped by itself:\n${readFileSync(log, "utf8").slice(-1500)}`);
});
createRequire(import.meta.url)("@microsoft/m365agentsplayground/dist/index.js").start();
