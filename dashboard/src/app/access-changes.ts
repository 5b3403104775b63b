import type { QueryClient } from '@tanstack/react-query';
import { renewToken } from '../api/session.ts';
import { meQuery } from '../features/auth/me.query.ts';
import { camerasQuery } from '../features/cameras/cameras.query.ts';
import { cameraName, type Named } from '../i18n/camera-name.ts';
import { t } from '../i18n/t.ts';
import { toast } from '../ui/toasts.ts';
import { setWithdrawn, useWithdrawn } from './withdrawn.store.ts';

/** So many cameras are called by name in a message. */
const MOST_NAMED = 3;

/**
 * Takes in what an administrator changed of what the signed-in person may see and do: asks who they are and which cameras
 * there are, tells the difference, and asks anew for everything else on screen. One change after the other.
 */
export class AccessChanges {
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly queries: QueryClient) {}

  heard(): void {
    this.#last = this.#last.then(() => this.#takeIn());
  }

  stop(): void {
    setWithdrawn(new Set());
  }

  async #takeIn(): Promise<void> {
    const keys = [meQuery().queryKey, camerasQuery().queryKey];
    const before = this.#known();
    await Promise.all(keys.map((queryKey) => this.queries.invalidateQueries({ queryKey })));
    const after = this.#known();
    void this.queries.invalidateQueries({
      predicate: ({ queryKey }) => !keys.some(([name]) => name === queryKey[0]),
    });
    if (before.cameras && after.cameras) tellCameras(before.cameras, after.cameras);
    if (before.role && after.role && before.role !== after.role) {
      toast('info', t('access.role', { role: t(`role.${after.role}`) }), t('access.roleText'));
      // The old role is in the token. Where the sign-in has ended with it, this says so.
      await renewToken();
    }
  }

  #known() {
    return {
      role: this.queries.getQueryData(meQuery().queryKey)?.role,
      cameras: this.queries.getQueryData(camerasQuery().queryKey),
    };
  }
}

type Identified = Named & { readonly id: string };

function tellCameras(before: readonly Identified[], after: readonly Identified[]): void {
  const withdrawn = without(before, after);
  const granted = without(after, before);
  const gone = new Set(useWithdrawn.getState());
  for (const { id } of withdrawn) gone.add(id);
  for (const { id } of granted) gone.delete(id);
  setWithdrawn(gone);
  if (withdrawn.length > 0) {
    toast('info', t('access.withdrawn', { count: withdrawn.length }), namesOf(withdrawn));
  }
  if (granted.length > 0) toast('info', t('access.granted', { count: granted.length }), namesOf(granted));
}

function without(these: readonly Identified[], others: readonly Identified[]): readonly Identified[] {
  const ids = new Set(others.map(({ id }) => id));
  return these.filter(({ id }) => !ids.has(id));
}

/** Nothing where they are too many to be read in passing. */
const namesOf = (cameras: readonly Identified[]): string | undefined =>
  cameras.length > MOST_NAMED ? undefined : cameras.map(cameraName).join(t('list.separator'));
