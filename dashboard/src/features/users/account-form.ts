import { CreateUserRequest, UpdateUserRequest } from '@playhead/contracts';

/** What of an account's form is not as it must be. */
const accountFaults = ['username', 'displayName', 'password'] as const;
export type AccountFault = (typeof accountFaults)[number];

type Read<Request> = { readonly request: Request } | { readonly fault: AccountFault };

type Parsed<Request> =
  | { readonly success: true; readonly data: Request }
  | {
      readonly success: false;
      readonly error: { readonly issues: readonly { readonly path: PropertyKey[] }[] };
    };

function read<Request>(parsed: Parsed<Request>): Read<Request> {
  if (parsed.success) return { request: parsed.data };
  const named = parsed.error.issues.map(({ path }) => path[0]);
  return { fault: accountFaults.find((fault) => named.includes(fault)) ?? 'username' };
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

/** The account that a filled-in form asks for, or the first fault in it. */
export const readNewAccount = (form: FormData): Read<CreateUserRequest> =>
  read(
    CreateUserRequest.safeParse({
      username: text(form, 'username'),
      displayName: text(form, 'displayName'),
      role: form.get('role'),
      password: text(form, 'password'),
      allCameras: form.get('access') !== 'chosen',
    }),
  );

/** What a filled-in form changes of an account, or the first fault in it. Fields that are not in the form stay. */
export function readAccountChanges(form: FormData): Read<UpdateUserRequest> {
  const given = ['displayName', 'role', 'password'].filter((name) => form.has(name));
  return read(UpdateUserRequest.safeParse(Object.fromEntries(given.map((name) => [name, text(form, name)]))));
}
