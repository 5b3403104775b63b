import type { MilestoneCamera } from '@playhead/contracts';
import { ArrowLeft, Download } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { BulkEdit } from './BulkEdit.tsx';
import { faultOf } from './drafts.ts';
import styles from './ReviewTable.module.css';
import { ReviewTable } from './ReviewTable.tsx';
import { type DraftedCamera, useDrafts } from './use-drafts.ts';

type ReviewImportProps = {
  readonly cameras: readonly MilestoneCamera[];
  readonly onBack: () => void;
  readonly onImport: (cameras: readonly DraftedCamera[]) => void;
};

/** The chosen cameras before they are imported: what each is to be called, and where it is. */
export function ReviewImport({ cameras, onBack, onImport }: ReviewImportProps) {
  const { rows, edit, editAll, leaveOut } = useDrafts(cameras);
  const [checked, setChecked] = useState(false);
  const faulty = checked ? rows.filter(({ draft }) => faultOf(draft)) : [];

  const submit = () => {
    setChecked(true);
    if (rows.every(({ draft }) => faultOf(draft) === undefined)) onImport(rows);
  };

  return (
    <Page
      title={t('review.title')}
      lead={t('review.lead')}
      actions={
        <>
          <Button
            icon={<ArrowLeft aria-hidden="true" className={styles.back} />}
            size="large"
            onClick={onBack}
          >
            {t('review.back')}
          </Button>
          <Button
            look="primary"
            size="large"
            icon={<Download aria-hidden="true" />}
            disabled={rows.length === 0}
            onClick={submit}
          >
            {t('discovery.import', { count: rows.length }).trim()}
          </Button>
        </>
      }
    >
      <BulkEdit onApply={editAll} />
      {faulty.length > 0 && (
        <Banner tone="danger" title={t('review.faulty', { count: faulty.length })}>
          {t('review.faulty.help')}
        </Banner>
      )}
      <ReviewTable
        rows={rows}
        firstFault={faulty[0]?.camera.id}
        marked={checked}
        onEdit={edit}
        onLeaveOut={leaveOut}
      />
    </Page>
  );
}
