import { type Me, roleIncludes } from '@playhead/contracts';
import { Cctv, FileVideo, Grid3x3, History, LogOut, Radar, ScrollText, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { signOut } from '../../api/session.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Logo } from '../../ui/Logo.tsx';
import { ConnectionState } from './ConnectionState.tsx';
import { DisplayMenu } from './DisplayMenu.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import styles from './Shell.module.css';

type HeaderProps = {
  readonly me: Me;
  /** What stands before everything else, such as the way to what has no room on the page. */
  readonly leading?: ReactNode;
};

export const Header = ({ me, leading }: HeaderProps) => (
  <header className={styles.header}>
    {leading}
    <Link href="/cameras" className={styles.brand}>
      <Logo />
      <span>{t('product.name')}</span>
    </Link>
    <nav className={styles.nav} aria-label={t('nav.main')}>
      <NavLink href="/cameras" pattern="/cameras/*?" icon={<Cctv aria-hidden="true" />}>
        {t('nav.cameras')}
      </NavLink>
      {roleIncludes(me.role, 'investigator') && (
        <NavLink href="/playback" pattern="/playback" icon={<Grid3x3 aria-hidden="true" />}>
          {t('nav.playback')}
        </NavLink>
      )}
      <NavLink href="/recordings" pattern="/recordings" icon={<History aria-hidden="true" />}>
        {t('nav.history')}
      </NavLink>
      {roleIncludes(me.role, 'investigator') && (
        <NavLink href="/exports" pattern="/exports" icon={<FileVideo aria-hidden="true" />}>
          {t('nav.exports')}
        </NavLink>
      )}
      {roleIncludes(me.role, 'operator') && (
        <NavLink href="/discover" pattern="/discover/*?" icon={<Radar aria-hidden="true" />}>
          {t('nav.discover')}
        </NavLink>
      )}
      {roleIncludes(me.role, 'admin') && (
        <>
          <NavLink href="/users" pattern="/users" icon={<Users aria-hidden="true" />}>
            {t('nav.users')}
          </NavLink>
          <NavLink href="/audit" pattern="/audit" icon={<ScrollText aria-hidden="true" />}>
            {t('nav.audit')}
          </NavLink>
        </>
      )}
    </nav>
    <ConnectionState />
    <LanguageButton />
    <DisplayMenu />
    <div className={styles.user}>
      <span className={styles.avatar} aria-hidden="true">
        {me.displayName.slice(0, 1).toLocaleUpperCase()}
      </span>
      <span className={styles.who}>
        <bdi className={styles.userName}>{me.displayName}</bdi>
        <span className={styles.role}>{t(`role.${me.role}`)}</span>
      </span>
      <Button look="quiet" icon={<LogOut aria-hidden="true" />} onClick={() => void signOut()}>
        <span>{t('signOut')}</span>
      </Button>
    </div>
  </header>
);

type NavLinkProps = {
  readonly href: string;
  readonly pattern: string;
  readonly icon: ReactNode;
  readonly children: string;
};

function NavLink({ href, pattern, icon, children }: NavLinkProps) {
  const [here] = useRoute(pattern);
  return (
    <Link
      href={href}
      className={cx(styles.navLink, here && styles.current)}
      title={children}
      aria-current={here ? 'page' : undefined}
    >
      {icon}
      <span>{children}</span>
    </Link>
  );
}
