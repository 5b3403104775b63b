/** An answer, its JSON not yet trusted. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface CallWishes {
  token?: string;
  body?: unknown;
}

/** Calls `METHOD /path` and reads the answer as JSON where it has any. */
export async function call(
  baseUrl: string,
  request: string,
  { token, body }: CallWishes = {},
): Promise<Answer> {
  const [method = 'GET', path = '/'] = request.split(' ');
  const response = await fetch(new URL(path, baseUrl), {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
