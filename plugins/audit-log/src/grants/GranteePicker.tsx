import { useEffect, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useWords } from '../words';

const WAIT_MS = 250;
const MAX_FOUND = 20;

interface Grantee {
  ref: string;
  name: string;
}

/** Finds a user or a group in the catalog by a part of the name. */
export function GranteePicker(props: {
  problem?: string;
  onChange: (ref: string | null) => void;
}) {
  const { problem, onChange } = props;
  const t = useWords();
  const [text, setText] = useState('');
  const { found, status } = useFound(text);
  const texts = {
    searching: t('grant.form.searching'),
    found: t('grant.form.nothingFound'),
    failed: t('grant.form.searchFailed'),
  };
  return (
    <Autocomplete
      id="audit-log-grantee"
      options={found}
      // The catalog has searched already.
      filterOptions={options => options}
      getOptionLabel={option => option.name}
      getOptionSelected={(option, value) => option.ref === value.ref}
      loading={status === 'searching'}
      loadingText={texts.searching}
      noOptionsText={texts[status]}
      onInputChange={(_, value) => setText(value)}
      onChange={(_, value) => onChange(value?.ref ?? null)}
      renderOption={option => (
        <div>
          {option.name}
          <Typography variant="caption" color="textSecondary" component="div">
            {option.ref}
          </Typography>
        </div>
      )}
      renderInput={params => (
        <TextField
          {...params}
          label={t('grant.form.grantee')}
          helperText={problem ?? t('grant.form.granteeHelp')}
          error={problem !== undefined}
          variant="outlined"
          size="small"
          margin="dense"
          required
        />
      )}
    />
  );
}

function useFound(text: string): {
  found: Grantee[];
  status: 'searching' | 'found' | 'failed';
} {
  const catalog = useApi(catalogApiRef);
  const [state, setState] = useState<{
    found: Grantee[];
    status: 'searching' | 'found' | 'failed';
  }>({ found: [], status: 'searching' });

  useEffect(() => {
    let isWanted = true;
    setState(({ found }) => ({ found, status: 'searching' }));
    const timer = setTimeout(async () => {
      try {
        const { items } = await catalog.queryEntities({
          filter: { kind: ['User', 'Group'] },
          fullTextFilter: {
            term: text,
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.profile.displayName',
              'spec.profile.email',
            ],
          },
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
            'spec.profile.displayName',
          ],
          orderFields: { field: 'metadata.name', order: 'asc' },
          limit: MAX_FOUND,
        });
        if (isWanted) {
          setState({ found: items.map(granteeOf), status: 'found' });
        }
      } catch {
        if (isWanted) {
          setState({ found: [], status: 'failed' });
        }
      }
    }, WAIT_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [catalog, text]);

  return state;
}

function granteeOf(entity: Entity): Grantee {
  const { displayName } = (entity.spec?.profile ?? {}) as {
    displayName?: string;
  };
  return {
    ref: stringifyEntityRef(entity),
    name: displayName ?? entity.metadata.title ?? entity.metadata.name,
  };
}
