export function buildCatalogueSource(): string
