-- Neovim: marks what `entente check` finds in the text of a buffer, beside what a language server says.
--
--   require('entente').attach()    for this buffer: now, after each change in normal mode, and when insert mode ends
local M = {}

local namespace = vim.api.nvim_create_namespace('entente')

-- From characters, which messages count, to the bytes that Neovim counts; both from zero here.
local function byte(buffer, line, character)
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1] or ''
  local place = vim.fn.byteidx(text, character)
  return place < 0 and #text or place
end

-- What stands in an included file, or nowhere, is shown at the first line.
local function diagnostic(buffer, item)
  local here = item.file == '<stdin>'
  local message = item.message .. (item.help and '\n' .. item.help or '')
  local found = {
    lnum = 0, col = 0, code = item.rule, source = 'entente',
    severity = vim.diagnostic.severity[item.severity == 'error' and 'ERROR' or 'WARN'],
    message = (here or not item.file) and message or ('%s:%d: %s'):format(item.file, item.line, message),
  }
  if here then
    found.lnum, found.end_lnum = item.line - 1, item.endLine - 1
    found.col = byte(buffer, found.lnum, item.column - 1)
    found.end_col = byte(buffer, found.end_lnum, item.endColumn - 1)
  end
  return found
end

local latest = {} -- the check of each buffer that counts

function M.check(buffer)
  local job
  job = vim.fn.jobstart({ 'entente', 'check', '--diagnostics', 'json', '-' }, {
    cwd = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h'),
    stderr_buffered = true,
    on_stderr = function(_, lines)
      local is_old = latest[buffer] ~= job or not vim.api.nvim_buf_is_loaded(buffer)
      local good, items = pcall(vim.json.decode, table.concat(lines, '\n'), { luanil = { object = true } })
      if good and not is_old then
        vim.diagnostic.set(namespace, buffer, vim.tbl_map(function(item) return diagnostic(buffer, item) end, items))
      end
    end,
  })
  latest[buffer] = job
  vim.fn.chansend(job, vim.api.nvim_buf_get_lines(buffer, 0, -1, false))
  vim.fn.chanclose(job, 'stdin')
end

function M.attach()
  local buffer = vim.api.nvim_get_current_buf()
  M.check(buffer)
  vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertLeave' }, {
    group = vim.api.nvim_create_augroup('entente' .. buffer, {}),
    buffer = buffer,
    callback = function() M.check(buffer) end,
  })
end

return M
