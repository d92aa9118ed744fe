export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
};

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;
type Headers_ = Record<string, string>;
type Made = { workspaceId: string; secretKey: string; publishableKey: string };

export type Client = Made & {
  call(method: string, path: string, body?: unknown, headers?: Headers_): Promise<Answer>;
  get(path: string, headers?: Headers_): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Headers_): Promise<Answer>;
  /** The same workspace through another key. */
  withKey(secretKey: string): Client;
};

/** Speaks JSON with a secret key. A string is sent as it is. */
export function clientOf(fetch: Fetch, made: Made): Client {
  const call: Client["call"] = async (method, path, body, headers = {}) => {
    const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const size: Record<string, string> =
      text === undefined ? {} : { "content-type": "application/json", "content-length": String(bytes(text)) };
    return answerOf(
      await fetch(path, {
        method,
        headers: { authorization: `Bearer ${made.secretKey}`, ...size, ...headers },
        body: text,
      }),
    );
  };
  return {
    ...made,
    call,
    get: (path, headers) => call("GET", path, undefined, headers),
    post: (path, body, headers) => call("POST", path, body, headers),
    withKey: (secretKey) => clientOf(fetch, { ...made, secretKey }),
  };
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== "" ? JSON.parse(text) : null,
  };
}

const bytes = (text: string) => new TextEncoder().encode(text).byteLength;
