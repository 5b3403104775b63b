import type { Me } from '@playhead/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useSession } from '../api/session.ts';
import { meQuery } from '../features/auth/me.query.ts';
import { SignInPage } from '../features/auth/SignInPage.tsx';
import { t } from '../i18n/t.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Logo } from '../ui/Logo.tsx';
import styles from './SignInGate.module.css';
import { LanguageButton } from './shell/LanguageButton.tsx';

/**
 * Shows the page to who is signed in, and the sign-in form to everybody else, at the same address: a deep link
 * survives signing in. What one person loaded is gone when they sign out.
 */
export function SignInGate({ children }: { readonly children: (me: Me) => ReactNode }) {
  const signedIn = useSession(({ status }) => status === 'signed-in');
  const queries = useQueryClient();
  const me = useQuery({ ...meQuery(), enabled: signedIn });

  useEffect(() => {
    if (!signedIn) queries.clear();
  }, [signedIn, queries]);

  if (!signedIn) return <SignInPage corner={<LanguageButton />} />;
  if (me.data) return children(me.data);
  return (
    <main className={styles.restoring} aria-busy={me.isPending}>
      <Logo className={styles.logo} />
      {me.error ? (
        <ErrorNote error={me.error} busy={me.isFetching} onRetry={() => void me.refetch()} />
      ) : (
        <p role="status">{t('session.restoring')}</p>
      )}
    </main>
  );
}
