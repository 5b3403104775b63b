import { type Role, roles } from '@playhead/contracts';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import styles from './Users.module.css';

type PasswordFieldProps = { readonly invalid: boolean };

/** A password that is told to somebody else: it can be shown, so that it is told right. */
export function PasswordField({ invalid }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className={styles.password}>
      <TextField
        label={t('users.password')}
        name="password"
        dir="ltr"
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        aria-invalid={invalid || undefined}
      />
      <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t('users.password.show')}
      </Button>
      <p className={styles.hint}>{t('users.password.hint')}</p>
    </div>
  );
}

type RoleFieldProps = { readonly initial: Role; readonly disabled?: boolean };

/** The role, with what it may do, which is what is really chosen. */
export function RoleField({ initial, disabled = false }: RoleFieldProps) {
  const [chosen, setChosen] = useState(initial);
  return (
    <div>
      <SelectField
        label={t('users.role')}
        name="role"
        value={chosen}
        disabled={disabled}
        onChange={({ target }) => setChosen(roles.find((one) => one === target.value) ?? initial)}
      >
        {roles.map((one) => (
          <option key={one} value={one}>
            {t(`role.${one}`)}
          </option>
        ))}
      </SelectField>
      <p className={styles.hint}>{t(disabled ? 'users.ownRole' : `users.role.${chosen}`)}</p>
    </div>
  );
}
