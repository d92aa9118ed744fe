declare module "autocannon" {
  type Sent = { body?: string; [field: string]: unknown };
  type Options = {
    url: string;
    method: string;
    connections: number;
    duration: number;
    headers: Record<string, string>;
    requests: { setupRequest(request: Sent): Sent }[];
  };
  type Result = { "2xx": number; non2xx: number; errors: number; duration: number };
  export default function autocannon(options: Options): Promise<Result>;
}
