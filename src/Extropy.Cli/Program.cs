Console.WriteLine("extropy");
return 0;
