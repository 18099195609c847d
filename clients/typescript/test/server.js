/** An API on the loopback that answers as it was set up to, and remembers what it was asked. */

import { createServer } from "node:http";

export const HANG_UP = 0;

export class Server {
  #answers = [];
  #server = createServer((request, response) => this.#serve(request, response));
  asked = [];

  async start() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}/api/v1`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  says(status, body, headers = {}) {
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    this.#answers.push({ status, text, headers });
  }

  /** Answer with the beginning of a body, and break off. */
  breaksOff(status, text) {
    this.#answers.push({ status, text, headers: {}, end: (response) => setImmediate(() => response.destroy()) });
  }

  /** Answer piece by piece, and stay open. */
  begins(status, ...pieces) {
    const end = (response) => pieces.slice(1).forEach((each) => setImmediate(() => response.write(each)));
    this.#answers.push({ status, text: pieces[0], headers: {}, end });
  }

  refuses(status, slug, { errors = [], headers = {} } = {}) {
    const type = `urn:sojourn:problem:${slug}`;
    this.says(status, { type, title: "Refused", status, detail: "No.", requestId: "req-1", errors }, headers);
  }

  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    this.asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const answer = this.#answers.shift();
    if (answer === undefined || answer.status === HANG_UP) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers);
    if (answer.end === undefined) response.end(answer.text);
    else response.write(answer.text, () => answer.end(response));
  }
}
