using Disbursement.Host;

return await CommandLine.Invoke(args, Console.Out, Console.Error);
