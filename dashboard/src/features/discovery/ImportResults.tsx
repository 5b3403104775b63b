import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, RotateCw, X } from 'lucide-react';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import styles from './ImportResults.module.css';
import { type ImportItem, isIn, isOver } from './import-cameras.ts';
import type { Import } from './use-import.ts';

/** How an import goes and how it went, camera by camera. It stands beside the page and blocks nothing. */
export function ImportResults({ running, items, retry, close }: Import) {
  const total = items.length;
  if (total === 0) return null;
  const done = items.filter(({ state }) => isOver(state)).length;
  const imported = items.filter(({ state }) => isIn(state)).length;
  const failed = done - imported;

  return (
    <section className={styles.panel} aria-label={t('import.title')}>
      <div className={styles.head}>
        <p className={styles.summary} role="status">
          {running ? t('import.progress', { done, total }) : t('import.done', { count: imported })}
          {!running && failed > 0 && (
            <span className={styles.failed}> · {t('import.failed', { count: failed })}</span>
          )}
        </p>
        {!running && failed > 0 && (
          <Button icon={<RotateCw aria-hidden="true" />} onClick={() => void retry()}>
            {t('import.retry')}
          </Button>
        )}
        {!running && (
          <IconButton label={t('import.close')} onClick={close}>
            <X aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <ProgressBar
        label={t('import.title')}
        value={done / total}
        tone={failed > 0 ? 'warn' : running ? 'accent' : 'ok'}
      />
      <ul className={styles.list}>
        {items.map((item) => (
          <Result key={item.camera.id} {...item} />
        ))}
      </ul>
    </section>
  );
}

function Result({ camera, state }: ImportItem) {
  return (
    <li className={styles.item}>
      <ResultIcon step={state.step} />
      <bdi className={styles.name}>{camera.name}</bdi>
      <span className={cx(styles.state, state.step === 'failed' && styles.failed)}>
        {state.step === 'failed' ? describeError(state.error).title : t(`import.state.${state.step}`)}
      </span>
    </li>
  );
}

function ResultIcon({ step }: { readonly step: ImportItem['state']['step'] }) {
  switch (step) {
    case 'waiting':
      return <CircleDashed className={styles.icon} aria-hidden="true" />;
    case 'importing':
      return <LoaderCircle className={cx(styles.icon, styles.turning)} aria-hidden="true" />;
    case 'failed':
      return <CircleAlert className={cx(styles.icon, styles.failed)} aria-hidden="true" />;
    default:
      return <CircleCheck className={cx(styles.icon, styles.ok)} aria-hidden="true" />;
  }
}
