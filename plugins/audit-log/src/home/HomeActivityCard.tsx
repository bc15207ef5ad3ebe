import { InfoCard } from '@backstage/core-components';
import { useWords } from '../words';
import { HomeActivity } from './HomeActivity';
import { OnlyForReaders } from './OnlyForReaders';

/**
 * The last changes in the portal as a card, for pages that an app makes
 * itself. It shows what the reader may see, and nothing to who may not read.
 *
 * @public
 */
export function HomeActivityCard() {
  const t = useWords();
  return (
    <OnlyForReaders>
      <InfoCard title={t('catalog.homeTitle')}>
        <HomeActivity />
      </InfoCard>
    </OnlyForReaders>
  );
}
