import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId } from 'react';
import { signIn, useSession } from '../../api/session.ts';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Logo } from '../../ui/Logo.tsx';
import styles from './SignInPage.module.css';

type Credentials = { readonly username: string; readonly password: string };

class CredentialsMissing extends Error {}

/** Signs in. Stands at whatever address was asked for, so that the page asked for follows. */
export function SignInPage({ corner }: { readonly corner?: ReactNode }) {
  const heading = useId();
  const session = useSession();
  const expired = session.status === 'signed-out' && session.because === 'expired';
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ username, password }: Credentials) => {
      if (!username || !password) throw new CredentialsMissing();
      await signIn(username, password);
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const form = new FormData(event.currentTarget);
    mutate({ username: String(form.get('username')).trim(), password: String(form.get('password')) });
  };

  return (
    <main className={styles.page}>
      {corner && <div className={styles.corner}>{corner}</div>}
      <form className={styles.card} aria-labelledby={heading} onSubmit={submit} noValidate>
        <Logo className={styles.logo} />
        <div>
          <h1 id={heading} className={styles.title}>
            {t('signIn.title')}
          </h1>
          <p className={styles.lead}>{t('signIn.lead')}</p>
        </div>
        {error ? (
          <SignInError error={error} />
        ) : (
          expired && <Banner tone="info" title={t('signIn.expired')} />
        )}
        <TextField
          label={t('signIn.userName')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          autoFocus
        />
        <TextField
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          aria-invalid={error ? true : undefined}
        />
        <Button type="submit" look="primary" size="large" busy={isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
    </main>
  );
}

function SignInError({ error }: { readonly error: unknown }) {
  if (error instanceof CredentialsMissing) return <Banner tone="danger" title={t('signIn.missing')} />;
  const { title, text } = describeError(error);
  return (
    <Banner tone="danger" title={title}>
      {text}
    </Banner>
  );
}
