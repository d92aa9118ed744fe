declare module "autocannon" {
  type Sent = { body?: string; [field: string]: unknown };
  type Options = {
    url: string;
    method: string;
    connections: number;
    duration: number;
    headers: Record<string, string>;
    /** Requests a second over all connections. */
    overallRate?: number;
    setupClient?(client: {
      on(event: "response", heard: (status: number, bytes: number, ms: number) => void): void;
    }): void;
    requests: { setupRequest(request: Sent): Sent }[];
  };
  type Result = { "2xx": number; non2xx: number; errors: number; duration: number };
  export default function autocannon(options: Options): Promise<Result>;
}
