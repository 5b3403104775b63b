import { Cctv } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import type { Option } from '../../ui/option.ts';
import { PickList } from '../../ui/PickList.tsx';
import { MOST_CAMERAS } from './playback-link.ts';

type ChooseCamerasProps = {
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChoose: (cameras: readonly string[]) => void;
  readonly primary?: boolean;
};

/** Chooses which cameras play together. Those that stay keep their places. */
export function ChooseCameras({ options, chosen, onChoose, primary = false }: ChooseCamerasProps) {
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(chosen));
  const show = (next: boolean) => {
    setOpen(next);
    setPicked(new Set(chosen));
  };
  const done = () => {
    setOpen(false);
    onChoose([...picked]);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      title={t('grid.choose')}
      trigger={
        <Button look={primary ? 'primary' : 'plain'} icon={<Cctv aria-hidden="true" />}>
          {t('grid.choose')}
        </Button>
      }
    >
      <p>{t('grid.choose.text', { count: MOST_CAMERAS })}</p>
      <PickList
        label={t('grid.choose')}
        searchLabel={t('cameras.search')}
        options={options}
        chosen={picked}
        most={MOST_CAMERAS}
        onChange={setPicked}
      />
      <DialogActions>
        <Button onClick={() => show(false)}>{t('action.cancel')}</Button>
        <Button look="primary" onClick={done}>
          {t('grid.choose.done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
