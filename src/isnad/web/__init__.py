"""The workbench: pages in front of an archive, in Arabic and English, useful with scripts off."""
