import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderApp } from '../testing/render.tsx';
import { PickList } from './PickList.tsx';

const options = [
  { value: '1', label: 'Gate 1', searchKey: 'gate 1\nالبوابه 1' },
  { value: '2', label: 'Café entrance' },
];

const draw = () =>
  renderApp(
    <PickList
      label="Cameras"
      searchLabel="Search"
      options={options}
      chosen={new Set<string>()}
      onChange={vi.fn()}
    />,
  );

const found = () => screen.getAllByRole('checkbox').map((box) => box.closest('label')?.textContent);

describe('a list to pick from', () => {
  it.each([
    ['by its other name, whichever digits are typed', 'البوّابة ١', ['Gate 1']],
    ['without its accents', 'cafe', ['Café entrance']],
    ['by words in any order', 'entrance caf', ['Café entrance']],
    ['whole, while nothing is typed', ' ', ['Gate 1', 'Café entrance']],
  ])('is found %s', async (_, typed, names) => {
    const { user } = draw();
    await user.type(screen.getByRole('searchbox'), typed);

    expect(found()).toEqual(names);
  });
});
