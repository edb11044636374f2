import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  /** What filter and order see. */
  readonly text: (row: T) => string;
  readonly width?: number;
}

/** A filtered, sorted, paged table; the filter stands in the address, so that a view can be sent to somebody. */
export function RowTable<T>(props: {
  readonly title: string;
  readonly rows: readonly T[];
  readonly rowId: (row: T) => string;
  readonly columns: readonly Column<T>[];
  readonly empty: string;
  readonly selected?: T | undefined;
  readonly onSelect?: (row: T) => void;
}) {
  const { title, rows, rowId, columns, empty } = props;
  const [search, setSearch] = useSearchParams();
  const filter = search.get('filter') ?? '';
  const setFilter = (text: string) => {
    const next = new URLSearchParams(search);
    if (text === '') next.delete('filter');
    else next.set('filter', text);
    setSearch(next, { replace: true });
  };
  const { items, actions, collectionProps, filterProps, paginationProps, filteredItemsCount } = useCollection(rows, {
    filtering: {
      defaultFilteringText: filter,
      filteringFunction: (row, text) => {
        const wanted = text.toLowerCase();
        return columns.some((column) => column.text(row).toLowerCase().includes(wanted));
      },
      empty: <Box textAlign="center">{empty}</Box>,
      noMatch: (
        <Box textAlign="center">
          <Box padding={{ bottom: 's' }}>Nothing matches the filter.</Box>
          <Button
            onClick={() => {
              actions.setFiltering('');
              setFilter('');
            }}
          >
            Clear filter
          </Button>
        </Box>
      ),
    },
    pagination: { pageSize: 25 },
    sorting: {},
  });
  const definitions: TableProps.ColumnDefinition<T>[] = columns.map((column) => ({
    id: column.id,
    header: column.header,
    cell: column.cell,
    sortingComparator: (a: T, b: T) => (column.text(a) < column.text(b) ? -1 : column.text(a) > column.text(b) ? 1 : 0),
    ...(column.width === undefined ? {} : { width: column.width }),
  }));
  const counter = filteredItemsCount === rows.length ? `(${rows.length})` : `(${filteredItemsCount} of ${rows.length})`;
  return (
    <Table
      {...collectionProps}
      items={items}
      trackBy={rowId}
      columnDefinitions={definitions}
      variant="container"
      wrapLines
      enableKeyboardNavigation
      {...(props.onSelect === undefined
        ? {}
        : {
            selectionType: 'single' as const,
            selectedItems: props.selected === undefined ? [] : [props.selected],
            onSelectionChange: ({ detail }: { detail: { selectedItems: T[] } }) => {
              const [row] = detail.selectedItems;
              if (row !== undefined) props.onSelect?.(row);
            },
          })}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: 'Rows',
        itemSelectionLabel: (_selection, row) => `Show the grants of ${rowId(row)}`,
      }}
      header={<Header counter={counter}>{title}</Header>}
      filter={
        <TextFilter
          {...filterProps}
          filteringAriaLabel={`Filter ${title}`}
          filteringPlaceholder="Filter"
          filteringClearAriaLabel="Clear"
          countText={`${filteredItemsCount} matches`}
          onChange={(event) => {
            filterProps.onChange(event);
            setFilter(event.detail.filteringText);
          }}
        />
      }
      pagination={
        <Pagination
          {...paginationProps}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (page) => `Page ${page}`,
          }}
        />
      }
    />
  );
}
