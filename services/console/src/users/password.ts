import { hash, verify } from '@node-rs/argon2';

/** The library's default is Argon2id; the parameters are the first that OWASP recommends (19 MiB, 2 passes). */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, options);

/** Takes as long for an unknown user as for a wrong password, so that names can't be guessed by timing. */
export async function passwordMatches(password: string, passwordHash: string | undefined): Promise<boolean> {
  return (await verify(passwordHash ?? (await nobodysHash()), password)) && passwordHash !== undefined;
}

let nobody: Promise<string> | undefined;
const nobodysHash = () => {
  nobody ??= hashPassword('a password nobody has');
  return nobody;
};
