std = 'lua53'
read_globals = {'pandoc', 'PANDOC_STATE', 'FORMAT'}
