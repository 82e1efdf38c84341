// Drives the Playground in headless Chromium: one JSON command a line in, one JSON answer a line out.
//
//   open  {chat}            go to a chat or channel by its name in the list
//   write {text, mention}   write to the bot there; with `mention` as @bot, which a channel wants
//   answer {}               wait for what the bot says next; tells what was posted (wire) and what the page shows
//   look  {}                what the page shows of it now
//   press {title}           press a button of its card
//   choose {label, value}   choose a value in a field of its card
//   shot  {name, whole}     picture of the card alone, or with `whole` of the page
//
// Every wait has a limit; a command that fails answers {error, shot} and the next one may be tried.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [url, browserPath, profile, shots] = process.argv.slice(2);
const LIMIT = 20_000;
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];
const WINDOW = { width: 1280, height: 1000 };
const CARD = ".ac-adaptiveCard";

mkdirSync(shots, { recursive: true });
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: browserPath,
  args: FLAGS,
  headless: true,
  locale: "da-DK",
  timezoneId: "Europe/Copenhagen",
  viewport: WINDOW,
  deviceScaleFactor: 2,
  timeout: LIMIT,
});
browser.setDefaultTimeout(LIMIT);
// Nothing but this machine: fonts and styles from the network would only make every page wait for them.
await browser.route((asked) => asked.hostname !== "127.0.0.1", (route) => route.abort());
const page = browser.pages()[0];

/** What the bot posted or answered a button with, as it came over the wire: {conversation, text, card}. */
const posted = [];
let taken = 0;
page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => keep(JSON.parse(payload.toString()).log)));

function keep(log) {
  const conversation = log?.conversationId;
  const sent = log?.from === "User Application" && log.request?.body;
  const answered = log?.activityName?.startsWith("invoke") && log.response?.body;
  if (sent?.type === "message") {
    posted.push({ conversation, text: sent.text ?? null, card: sent.attachments?.[0]?.content ?? null });
  } else if (answered?.type?.endsWith(".card.adaptive")) {
    posted.push({ conversation, text: null, card: answered.value });
  } else if (answered?.value) {
    posted.push({ conversation, text: answered.value, card: null });
  }
}

/** What tells one message on the page from another: the card's title, or the text without a card. */
function mark({ text, card }) {
  const said = card ? card.body.find((element) => element.type === "TextBlock").text : text;
  return said.replace(/\\(.)/g, "$1"); // the page shows no escapes
}

const commands = {
  async open({ chat }) {
    await page.locator(`[role=treeitem][aria-label="${chat}"]`).click();
    await page.locator("[data-lexical-editor=true]").first().waitFor();
    newestFirst = (await page.getByRole("button", { name: "Post", exact: true }).count()) > 0;
  },

  async write({ text, mention }) {
    const box = page.locator("[data-lexical-editor=true]").first();
    await box.click();
    if (mention) {
      await page.keyboard.type(`@${mention.slice(0, 4)}`, { delay: 30 });
      await page.locator("#typeahead-menu").getByText(mention, { exact: true }).click();
    }
    await page.keyboard.type(mention ? ` ${text}` : text);
    if (newestFirst) await page.getByRole("button", { name: "Post", exact: true }).click();
    else await page.keyboard.press("Enter");
  },

  async answer() {
    const until = Date.now() + LIMIT;
    while (posted.length <= taken) {
      if (Date.now() > until) throw new Error(`the bot said nothing within ${LIMIT / 1000} s`);
      await page.waitForTimeout(50);
    }
    const wire = posted[taken++];
    const shown = wire.card ? page.locator(CARD).filter({ hasText: mark(wire) }) : page.getByText(mark(wire));
    current = newestFirst ? shown.first() : shown.last();
    return { wire, ...(await commands.look()) };
  },

  async look() {
    return { shown: await current.innerText() };
  },

  async choose({ label, value }) {
    await current.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name: value, exact: true }).click();
  },

  async press({ title: name }) {
    await current.getByRole("button", { name, exact: true }).click();
  },

  async shot({ name, whole }) {
    const path = join(shots, `${name}.png`);
    await page.mouse.move(0, 0); // a mouse on a chart's legend would fade the other lines
    // The list scrolls inside the page, so a card taller than the window would be cut off.
    const { height } = await current.boundingBox();
    await page.setViewportSize({ ...WINDOW, height: Math.max(WINDOW.height, Math.ceil(height) + 500) });
    await (whole ? page : current).screenshot({ path });
    await page.setViewportSize(WINDOW);
    return { path };
  },
};

/** The card seen last; in a chat the newest stands at the end, in a channel a new post stands first. */
let current = page.locator(CARD);
let newestFirst = false;

async function run(line) {
  const command = JSON.parse(line);
  try {
    return { ok: true, ...(await commands[command.do](command)) };
  } catch (error) {
    const shot = join(shots, `failed-${command.do}.png`);
    await page.screenshot({ path: shot }).catch(() => {});
    return { error: `${command.do}: ${error.message}`, shot };
  }
}

try {
  await page.goto(url);
  await page.locator("[role=treeitem]").first().waitFor();
  await page.locator('[title="Hide log panel"]').click();
  console.log(JSON.stringify({ ok: true }));
  for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await run(line)));
} catch (error) {
  console.log(JSON.stringify({ error: `the Playground did not open: ${error.message}` }));
  process.exitCode = 1;
} finally {
  await browser.close().catch(() => {}); // told to stop, it is closed already
}
