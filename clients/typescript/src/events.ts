/** Events as a `text/event-stream` tells them, one after the other while it is read. */

import { UnexpectedAnswer } from "./errors.ts";

/** An event of a stream: its id, by which one resumes, its type where it has a name, and what it holds. */
export interface StreamEvent<Data> {
  readonly id: string;
  readonly type: string;
  readonly data: Data;
}

/** Yield the events of a stream as they come in; comments are passed over, and `onRetry` hears when to come back. */
export async function* readStream<Data>(
  body: ReadableStream<Uint8Array>,
  onRetry: (retryMs: number) => void = () => undefined,
): AsyncGenerator<StreamEvent<Data>, void, undefined> {
  let data: string[] = [];
  let [id, type] = ["", "message"];
  for await (const line of linesOf(body)) {
    if (line === "") {
      if (data.length > 0) yield { id, type, data: parse<Data>(data.join("\n")) };
      [data, type] = [[], "message"];
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "event") type = value;
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^\d+$/.test(value)) onRetry(Number(value));
  }
}

/** Yield the lines of a body, whose ends may be LF, CR or both; one that nothing ends is none. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      // A carriage return at the end of a piece may be half of an end of line.
      const cut = !done && rest.endsWith("\r") ? rest.length - 1 : rest.length;
      const lines = rest.slice(0, cut).split(/\r\n|\r|\n/);
      rest = (lines.pop() ?? "") + rest.slice(cut);
      yield* lines;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // of a stream that broke there is nothing left to cancel
  }
}

function parse<Data>(text: string): Data {
  try {
    return JSON.parse(text) as Data;
  } catch (error) {
    throw new UnexpectedAnswer(`an event of ${text.length} characters: ${String(error)}`, { cause: error });
  }
}
